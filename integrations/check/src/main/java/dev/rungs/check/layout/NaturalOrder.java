package dev.rungs.check.layout;

import java.math.BigInteger;
import java.util.Comparator;

/** Sorts names by the numbers in them: 2 before 10, 0010 after 9, 1.2 before 1.10. */
final class NaturalOrder implements Comparator<String> {
  @Override
  public int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      if (isDigit(one, i) && isDigit(other, j)) {
        int endOne = end(one, i);
        int endOther = end(other, j);
        int numbers =
            new BigInteger(one.substring(i, endOne))
                .compareTo(new BigInteger(other.substring(j, endOther)));
        if (numbers != 0) {
          return numbers;
        }
        i = endOne;
        j = endOther;
      } else {
        int letters = Character.compare(one.charAt(i), other.charAt(j));
        if (letters != 0) {
          return letters;
        }
        i++;
        j++;
      }
    }
    int rest = Integer.compare(one.length() - i, other.length() - j);
    return rest != 0 ? rest : one.compareTo(other);
  }

  private static boolean isDigit(String text, int at) {
    char c = text.charAt(at);
    return c >= '0' && c <= '9';
  }

  private static int end(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text, end)) {
      end++;
    }
    return end;
  }
}
