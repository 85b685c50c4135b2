package dev.pointsman.bandit.features;

/// From a text to its vector. Any thread.
interface Embedder {

  int dimension();

  float[] embedding(String text);
}
