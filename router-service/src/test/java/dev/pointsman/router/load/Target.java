package dev.pointsman.router.load;

import java.util.Map;

/// What is shot at; `pid` is 0 when its CPU is not of interest.
record Target(String name, String url, String model, long pid, Map<String, String> headers) {}
