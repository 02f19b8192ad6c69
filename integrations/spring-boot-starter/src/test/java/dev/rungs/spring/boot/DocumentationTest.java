package dev.rungs.spring.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** The properties, as editors and readers are told of them. */
class DocumentationTest {
  @Test
  void thePageListsEachPropertyThatEditorsComplete() throws Exception {
    String page = Files.readString(Path.of("../../docs/spring-boot.md"));
    Map<String, Map<?, ?>> properties = properties();
    assertFalse(properties.isEmpty());
    for (String name : properties.keySet()) {
      String shown = name.equals("rungs.pragmas") ? "rungs.pragmas.*" : name;
      assertTrue(page.contains("| `" + shown + "` |"), () -> name + " is not on the page");
    }
  }

  @Test
  void eachPropertyHasADescriptionThatIsASentence() throws Exception {
    properties()
        .forEach(
            (name, property) -> {
              String description = String.valueOf(property.get("description"));
              assertTrue(description.matches("[A-Z].*\\."), () -> name + ": " + description);
              assertFalse(description.contains("{@"), () -> name + ": " + description);
            });
  }

  @Test
  void eachHintIsForAProperty() throws Exception {
    Map<String, Map<?, ?>> properties = properties();
    for (Object hint : (List<?>) metadata().get("hints")) {
      String name = String.valueOf(((Map<?, ?>) hint).get("name")).replace(".keys", "");
      assertTrue(properties.containsKey(name), name);
    }
    assertEquals(4, ((List<?>) metadata().get("hints")).size());
  }

  private static Map<String, Map<?, ?>> properties() throws Exception {
    Map<String, Map<?, ?>> properties = new TreeMap<>();
    for (Object entry : (List<?>) metadata().get("properties")) {
      Map<?, ?> property = (Map<?, ?>) entry;
      String name = String.valueOf(property.get("name"));
      if (name.startsWith("rungs.")) {
        properties.put(name, property);
      }
    }
    return properties;
  }

  private static Map<String, Object> metadata() throws Exception {
    try (InputStream in =
        RungsProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      return JsonParserFactory.getJsonParser()
          .parseMap(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
