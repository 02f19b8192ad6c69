package dev.rungs.replicated.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what servers answer. What is missing or of another type is null or empty, never an error.
 */
final class JsonText {
  private JsonText() {}

  /** Parses an object, or returns an empty one if the text is none. */
  static JsonObject object(String text) {
    try {
      return JsonParser.parseString(text) instanceof JsonObject object ? object : new JsonObject();
    } catch (JsonParseException e) {
      return new JsonObject();
    }
  }

  static JsonObject object(JsonElement parent, String name) {
    return member(parent, name) instanceof JsonObject object ? object : new JsonObject();
  }

  static JsonArray array(JsonElement parent, String name) {
    return member(parent, name) instanceof JsonArray array ? array : new JsonArray();
  }

  /** Parses an array, or returns an empty one if the text is none. */
  static JsonArray array(String text) {
    try {
      return JsonParser.parseString(text) instanceof JsonArray array ? array : new JsonArray();
    } catch (JsonParseException e) {
      return new JsonArray();
    }
  }

  /** Returns a text, or null. */
  static String text(JsonElement parent, String name) {
    return member(parent, name) instanceof JsonPrimitive value ? value.getAsString() : null;
  }

  /** Returns rows whose values are plain JSON. */
  static Rows rows(JsonArray array) {
    List<List<Object>> rows = new ArrayList<>();
    for (JsonElement row : array) {
      List<Object> values = new ArrayList<>();
      for (JsonElement value : row.getAsJsonArray()) {
        values.add(value(value));
      }
      rows.add(values);
    }
    return new Rows(rows);
  }

  static JsonArray strings(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static JsonElement member(JsonElement parent, String name) {
    return parent instanceof JsonObject object ? object.get(name) : null;
  }

  private static Object value(JsonElement value) {
    if (!(value instanceof JsonPrimitive primitive)) {
      return null;
    }
    if (primitive.isNumber()) {
      return number(primitive.getAsString());
    }
    return primitive.isBoolean()
        ? (Object) (primitive.getAsBoolean() ? 1L : 0L)
        : primitive.getAsString();
  }

  private static Object number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return Double.valueOf(text);
    }
  }
}
