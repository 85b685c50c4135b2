package dev.pointsman.router.litellm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a prefix of LiteLLM's model names (`groq/llama-3.1-8b`) means here: the shape the provider
/// speaks, where it is, and which environment variable LiteLLM takes its key from.
record Maker(String prefix, String type, String baseUrl, String variable) {

  private static final Map<String, Maker> KNOWN =
      Map.ofEntries(
          known("openai", "openai", "https://api.openai.com/v1", "OPENAI_API_KEY"),
          known("azure", "openai", "", "AZURE_API_KEY"),
          known("anthropic", "anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
          known("openrouter", "openai", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
          known("groq", "openai", "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
          known("mistral", "openai", "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
          known("deepseek", "openai", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
          known("together_ai", "openai", "https://api.together.xyz/v1", "TOGETHERAI_API_KEY"),
          known(
              "fireworks_ai",
              "openai",
              "https://api.fireworks.ai/inference/v1",
              "FIREWORKS_AI_API_KEY"),
          known(
              "gemini",
              "openai",
              "https://generativelanguage.googleapis.com/v1beta/openai",
              "GEMINI_API_KEY"),
          known("xai", "openai", "https://api.x.ai/v1", "XAI_API_KEY"),
          known("perplexity", "openai", "https://api.perplexity.ai", "PERPLEXITYAI_API_KEY"),
          known("ollama", "openai", "http://localhost:11434/v1", ""),
          known("ollama_chat", "openai", "http://localhost:11434/v1", ""),
          known("hosted_vllm", "openai", "", ""),
          known("vllm", "openai", "", ""),
          known("lm_studio", "openai", "", ""),
          known("llamafile", "openai", "", ""),
          known("litellm_proxy", "openai", "", "LITELLM_PROXY_API_KEY"));

  private static final List<String> OPENAI_NAMES =
      List.of("gpt-", "o1", "o3", "o4", "chatgpt-", "text-embedding-");

  private static Map.Entry<String, Maker> known(
      String prefix, String type, String baseUrl, String variable) {
    return Map.entry(prefix, new Maker(prefix, type, baseUrl, variable));
  }

  /// A model's maker and what the maker calls it.
  record Named(Maker maker, String model) {}

  /// Empty when nobody here speaks its API. A name without a prefix is known by how it begins, or
  /// is taken for OpenAI's shape where an address stands beside it.
  static Optional<Named> of(String name, boolean hasAddress) {
    int slash = name.indexOf('/');
    Maker named = slash < 0 ? null : KNOWN.get(name.substring(0, slash));
    if (named != null) {
      return Optional.of(new Named(named, name.substring(slash + 1)));
    }
    if (slash < 0 && name.startsWith("claude-")) {
      return Optional.of(new Named(maker("anthropic"), name));
    }
    boolean isOpenAi = OPENAI_NAMES.stream().anyMatch(name::startsWith);
    return slash < 0 && (isOpenAi || hasAddress)
        ? Optional.of(new Named(maker("openai"), name))
        : Optional.empty();
  }

  private static Maker maker(String prefix) {
    Maker maker = KNOWN.get(prefix);
    if (maker == null) {
      throw new IllegalStateException("no " + prefix);
    }
    return maker;
  }

  boolean isAzure() {
    return prefix.equals("azure");
  }

  /// An address as LiteLLM takes it, as the base of ours.
  String base(String given, String model) {
    String plain = given.replaceAll("/+$", "");
    if (isAzure()) {
      return plain.contains("/openai/deployments/")
          ? plain
          : plain + "/openai/deployments/" + model;
    }
    boolean isBare = prefix.startsWith("ollama") || type.equals("anthropic");
    return isBare && !plain.endsWith("/v1") ? plain + "/v1" : plain;
  }
}
