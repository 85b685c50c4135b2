package dev.pointsman.datasets.tasks;

import java.util.List;

/// Names and things for the stories around a task.
final class Words {

  static final List<String> PEOPLE =
      List.of(
          "Amara", "Bruno", "Chloe", "Deniz", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas",
          "Keiko", "Liam", "Mila", "Nuri", "Olga", "Pablo", "Quinn", "Rosa", "Sven", "Tariq");
  static final List<String> THINGS =
      List.of(
          "lamps",
          "chairs",
          "notebooks",
          "bicycles",
          "tickets",
          "teapots",
          "boxes",
          "tiles",
          "pencils",
          "bottles",
          "candles",
          "maps");
  static final List<String> CITIES =
      List.of(
          "Porto", "Lyon", "Turin", "Gdansk", "Bergen", "Graz", "Cork", "Ghent", "Malmo", "Split",
          "Basel", "Bilbao");
  static final List<String> PLAIN =
      List.of(
          "river", "stone", "garden", "window", "silver", "paper", "market", "winter", "yellow",
          "bridge", "copper", "island", "lantern", "meadow", "orange", "pocket", "rocket", "saddle",
          "timber", "valley", "anchor", "basket", "candle", "falcon");
  static final List<String> COMPANIES =
      List.of(
          "Northwind Tools",
          "Alder & Finch",
          "Blue Kettle",
          "Orbit Paper",
          "Lumen Works",
          "Harbour Foods",
          "Maple Optics",
          "Quarry Print",
          "Sable Textiles",
          "Tern Logistics");

  private Words() {}
}
