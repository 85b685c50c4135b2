package dev.pointsman.router.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Write a function that returns the sum of all even numbers in a list.",
        "en | What is the capital of Australia, and how many people live there?",
        "de | Schreibe eine Funktion, die alle geraden Zahlen einer Liste addiert.",
        "de | Wie hoch ist der Eiffelturm und wann wurde er gebaut?",
        "fr | Quelle est la capitale de l'Australie et combien de personnes y vivent ?",
        "fr | Corrige les fautes dans ce texte et explique pourquoi.",
        "es | \u00bfCu\u00e1l es la capital de Australia y cu\u00e1ntas personas viven all\u00ed?",
        "es | Escribe una carta para el casero sobre la calefacci\u00f3n que no funciona.",
        "it | Qual \u00e8 la capitale dell'Australia e come si arriva con il treno?",
        "it | Scrivi una lettera per il padrone di casa che non risponde.",
        "pt | Qual \u00e9 a capital da Austr\u00e1lia e como posso viajar para o interior?",
        "pt | Escreva uma carta para o propriet\u00e1rio, mas n\u00e3o mais do que dez linhas.",
        "nl | Wat is de hoofdstad van Australi\u00eb en hoeveel mensen wonen daar?",
        "pl | Jaka jest stolica Australii i co to jest parlament?",
        "sv | Vad \u00e4r huvudstaden i Australien och hur m\u00e5nga m\u00e4nniskor bor d\u00e4r?",
        "tr | Bu metin ne anlat\u0131yor ve yazar bir \u00f6rnek veriyor mu?",
        "cs | Co je hlavn\u00ed m\u011bsto, kter\u00e9 se nach\u00e1z\u00ed na jihu, a jak je"
            + " velk\u00e9?",
        "id | Apa ibu kota yang terbesar di Australia dan bagaimana cara ke sana?",
        "vi | Th\u1ee7 \u0111\u00f4 c\u1ee7a \u00dac l\u00e0 g\u00ec v\u00e0 c\u00f3 bao nhi\u00eau"
            + " ng\u01b0\u1eddi?",
        "ru | \u041a\u0430\u043a\u0430\u044f \u0441\u0442\u043e\u043b\u0438\u0446\u0430"
            + " \u0410\u0432\u0441\u0442\u0440\u0430\u043b\u0438\u0438?",
        "uk | \u042f\u043a\u0430 \u0441\u0442\u043e\u043b\u0438\u0446\u044f"
            + " \u0410\u0432\u0441\u0442\u0440\u0430\u043b\u0456\u0457?",
        "zh | \u6fb3\u5927\u5229\u4e9a\u7684\u9996\u90fd\u662f\u54ea\u91cc\uff1f",
        "ja | \u30aa\u30fc\u30b9\u30c8\u30e9\u30ea\u30a2\u306e\u9996\u90fd\u306f\u3069\u3053\u3067\u3059\u304b\u3002",
        "ko | \ud638\uc8fc\uc758 \uc218\ub3c4\ub294 \uc5b4\ub514\uc785\ub2c8\uae4c?",
        "ar | \u0645\u0627 \u0647\u064a \u0639\u0627\u0635\u0645\u0629"
            + " \u0623\u0633\u062a\u0631\u0627\u0644\u064a\u0627\u061f",
        "hi | \u0911\u0938\u094d\u091f\u094d\u0930\u0947\u0932\u093f\u092f\u093e \u0915\u0940"
            + " \u0930\u093e\u091c\u0927\u093e\u0928\u0940 \u0915\u094d\u092f\u093e \u0939\u0948?",
        "ja | Python\u3067\u30ea\u30b9\u30c8\u3092\u30bd\u30fc\u30c8\u3057\u3066\u304f\u3060\u3055\u3044"
            + " list.sort()",
        "ru | \u041d\u0430\u043f\u0438\u0448\u0438 \u0444\u0443\u043d\u043a\u0446\u0438\u044e"
            + " sort(list) \u043d\u0430 Python"
      })
  void of_prompt_isToldByLettersOrWords(String language, String prompt) {
    assertThat(Language.of(prompt)).hasValue(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "42 + 17",
        "SELECT id FROM t;",
        "ok",
        "xqz vrt",
        "OAuth2?",
        "x+y = 4z, express x-y"
      })
  void of_codeAndFormulas_areNobodys(String prompt) {
    assertThat(Language.of(prompt)).isEmpty();
  }

  @Test
  void of_longText_isReadInItsBeginning() {
    String english = "What is the sum of these numbers, and which of them are even? ";

    assertThat(Language.of(english.repeat(100_000))).hasValue("en");
    assertThat(Language.of("7 ".repeat(1_000) + english)).isEmpty();
  }
}
