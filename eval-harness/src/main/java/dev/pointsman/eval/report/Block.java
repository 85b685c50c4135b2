package dev.pointsman.eval.report;

/// A piece of a section, from top to bottom.
sealed interface Block {

  record Words(String text) implements Block {}

  record Figure(Chart chart) implements Block {}

  record Table(Sheet sheet) implements Block {}
}
