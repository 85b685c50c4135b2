package dev.pointsman.router.litellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Deployment;
import dev.pointsman.router.config.RouterConfig.Kind;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.litellm.LiteLlmImport.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteLlmImportTest {

  private static final String FULL =
      """
      model_list:
        - model_name: gpt-4o
          litellm_params:
            model: azure/my-gpt-4o
            api_base: https://east.openai.azure.com/
            api_key: os.environ/AZURE_EAST
            api_version: "2024-10-21"
            weight: 3
            rpm: 600
          model_info: { input_cost_per_token: 0.0000025, output_cost_per_token: 1e-5,
            cache_read_input_token_cost: 0.00000125, max_input_tokens: 128000, id: a1 }
        - model_name: gpt-4o
          litellm_params: { model: openai/gpt-4o, api_key: sk-literal-secret-1, organization: org-7, temperature: 0.5 }
        - model_name: sonnet
          litellm_params: { model: claude-sonnet-4-5, api_key: os.environ/ANTHROPIC_API_KEY, temperature: 0.2, timeout: 30 }
          model_info: { input_cost_per_token: 3e-6, output_cost_per_token: 1.5e-5, max_output_tokens: 8192 }
        - model_name: local
          litellm_params: { model: ollama/llama3.2, api_base: "http://gpu:11434" }
        - model_name: embed
          litellm_params: { model: text-embedding-3-small, api_key: sk-literal-secret-1 }
          model_info: { mode: embedding, input_cost_per_token: 2e-8, output_cost_per_token: 0 }
        - model_name: bedrock
          litellm_params: { model: bedrock/anthropic.claude-v2, aws_secret_access_key: aws-secret-2 }
        - model_name: "openai/*"
          litellm_params: { model: "openai/*" }
      litellm_settings: { drop_params: true, request_timeout: 90, fallbacks: [{ gpt-4o: [sonnet] }] }
      router_settings: { num_retries: 2, cooldown_time: 30, redis_password: redis-secret-3, timeout: 45 }
      general_settings: { master_key: sk-literal-secret-4, database_url: "postgresql://u:db-secret-5@h/d" }
      environment_variables: { SOME_KEY: env-secret-6 }
      include: [other.yaml]
      """;

  @Test
  void of_aWholeFile_carriesTheCommonPart() {
    RouterConfig config = read(LiteLlmImport.of(FULL, "litellm.yaml"));

    assertThat(config.models())
        .extracting(Model::id)
        .containsExactly("gpt-4o", "sonnet", "local", "embed");
    assertThat(config.routes().getFirst().arms()).containsExactly("gpt-4o", "sonnet", "local");
    Model gpt = config.models().getFirst();
    assertThat(gpt.context()).isEqualTo(128_000);
    assertThat(gpt.price().forEngine().inputUsdPerMtok()).isEqualTo(2.5);
    assertThat(gpt.price().forEngine().outputUsdPerMtok()).isEqualTo(10);
    Deployment east = gpt.deployments().getFirst();
    assertThat(east.weight()).isEqualTo(3);
    assertThat(east.provider().baseUrl().toString())
        .isEqualTo("https://east.openai.azure.com/openai/deployments/my-gpt-4o");
    assertThat(east.provider().headers()).containsEntry("api-key", "value of AZURE_EAST");
    assertThat(east.provider().query()).containsEntry("api-version", "2024-10-21");
    Deployment second = gpt.deployments().get(1);
    assertThat(second.upstreamName()).isEqualTo("gpt-4o");
    assertThat(second.provider().headers()).containsEntry("OpenAI-Organization", "org-7");
    Model sonnet = config.models().get(1);
    assertThat(sonnet.deployments().getFirst().provider().baseUrl().toString())
        .isEqualTo("https://api.anthropic.com/v1");
    assertThat(sonnet.maxOutput()).isEqualTo(8192);
    assertThat(sonnet.params().path("temperature").asDouble()).isEqualTo(0.2);
    assertThat(config.models().get(2).deployments().getFirst().provider().baseUrl().toString())
        .isEqualTo("http://gpu:11434/v1");
    assertThat(config.models().get(3).kind()).isEqualTo(Kind.EMBEDDINGS);
    assertThat(config.limits().response().toSeconds()).isEqualTo(45);
    assertThat(config.health().rest().toSeconds()).isEqualTo(30);
    assertThat(config.auth().keys().getFirst().roles()).containsExactly(Role.ADMIN);
  }

  @Test
  void of_secrets_becomeVariablesThatAreTold() {
    Result result = LiteLlmImport.of(FULL, "litellm.yaml");

    String told = String.join("\n", result.notes()) + result.yaml();
    assertThat(told)
        .doesNotContain("secret-1", "secret-2", "secret-3", "secret-4", "secret-5", "secret-6");
    assertThat(result.variables())
        .containsExactlyInAnyOrder(
            "AZURE_EAST", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "LITELLM_MASTER_KEY");
    assertThat(result.notes())
        .contains(
            "litellm.yaml:13: model_list[1].litellm_params.api_key: a secret is not copied; export"
                + " it as OPENAI_API_KEY before the router starts");
  }

  @Test
  void of_everythingElse_isTold() {
    Result result = LiteLlmImport.of(FULL, "litellm.yaml");

    for (String key :
        List.of(
            "model_list[0].litellm_params.rpm",
            "model_list[0].model_info.id",
            "model_list[1].litellm_params.temperature",
            "model_list[2].litellm_params.temperature",
            "model_list[2].litellm_params.timeout",
            "model_list[3]",
            "model_list[5]",
            "model_list[6]",
            "litellm_settings.drop_params",
            "litellm_settings.fallbacks",
            "router_settings.num_retries",
            "router_settings.redis_password",
            "general_settings.database_url",
            "environment_variables.SOME_KEY",
            "include")) {
      assertThat(result.notes())
          .as(key)
          .anyMatch(note -> note.matches("litellm\\.yaml:\\d+: \\Q" + key + "\\E: .+"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-4o, https://api.openai.com/v1, gpt-4o",
    "o3-mini, https://api.openai.com/v1, o3-mini",
    "groq/llama-3.1-8b-instant, https://api.groq.com/openai/v1, llama-3.1-8b-instant",
    "openrouter/meta-llama/llama-3.3-70b, https://openrouter.ai/api/v1, meta-llama/llama-3.3-70b",
    "gemini/gemini-2.0-flash, https://generativelanguage.googleapis.com/v1beta/openai,"
        + " gemini-2.0-flash",
    "mistral/mistral-small, https://api.mistral.ai/v1, mistral-small",
    "anthropic/claude-haiku-4-5, https://api.anthropic.com/v1, claude-haiku-4-5",
  })
  void of_modelNames_leadToTheirMaker(String model, String address, String name) {
    RouterConfig config =
        read(
            LiteLlmImport.of(
                "model_list:\n  - { model_name: m, litellm_params: { model: " + model + " } }\n",
                "f"));

    Deployment deployment = config.models().getFirst().deployments().getFirst();
    assertThat(deployment.provider().baseUrl().toString()).isEqualTo(address);
    assertThat(deployment.upstreamName()).isEqualTo(name);
    assertThat(deployment.provider().apiKey().orElseThrow()).startsWith("value of ");
  }

  @Test
  void of_addressesAndKeysInTheEnvironment_staysThere() {
    Result result =
        LiteLlmImport.of(
            """
            model_list:
              - model_name: m
                litellm_params:
                  model: azure/dep
                  api_base: os.environ/AZURE_API_BASE
                  api_key: "os.environ/AZURE KEY"
              - model_name: n
                litellm_params: { model: hosted_vllm/qwen, extra_headers: { X-Token: tok-secret-1 } }
            """,
            "f");

    assertThat(result.yaml())
        .contains(
            "${AZURE_API_BASE}/openai/deployments/dep", "${AZURE_KEY}", "${AZURE_API_VERSION}")
        .contains("${HOSTED_VLLM_API_BASE}", "${HOSTED_VLLM_X_TOKEN}")
        .doesNotContain("tok-secret-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[1]",
        "a: [",
        "model_list: 7",
        "model_list: []",
        "model_list: [7]",
        "model_list: [{ model_name: auto, litellm_params: { model: gpt-4o } }]",
        "model_list: [{ model_name: x, litellm_params: { model: bedrock/y } }]",
        "model_list: [{ model_name: e, litellm_params: { model: text-embedding-3-small },"
            + " model_info: { mode: embedding } }]",
      })
  void of_whatCannotBeUsed_isOneLine(String text) {
    assertThatThrownBy(() -> LiteLlmImport.of(text, "f.yaml"))
        .isInstanceOf(ConfigProblem.class)
        .hasMessageStartingWith("f.yaml");
  }

  private static RouterConfig read(Result result) {
    Map<String, String> env = new HashMap<>();
    result.variables().forEach(name -> env.put(name, "value of " + name));
    return ConfigSource.of("result", result.yaml(), env).alone();
  }
}
