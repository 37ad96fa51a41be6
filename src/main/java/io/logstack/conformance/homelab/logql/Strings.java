package io.logstack.conformance.homelab.logql;

/** String literals as Go writes them. */
final class Strings {
    private Strings() {}

    /**
     * The value of a literal.
     *
     * @param literal with its quotes, {@code "} or {@code `}
     * @throws QueryException when an escape is not one
     */
    static String unquote(String literal) {
        String text = literal.substring(1, literal.length() - 1);
        if (literal.startsWith("`") || text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder value = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            char escape = text.charAt(i++);
            int digits = switch (escape) {
                case 'x' -> 2;
                case 'u' -> 4;
                case 'U' -> 8;
                default -> 0;
            };
            if (digits > 0) {
                value.appendCodePoint(codePoint(text, i, digits, 16));
                i += digits;
            } else if (escape >= '0' && escape <= '7') {
                value.appendCodePoint(codePoint(text, i - 1, 3, 8));
                i += 2;
            } else {
                value.append(simple(escape));
            }
        }
        return value.toString();
    }

    /** A literal of the value, as Go's {@code strconv.Quote} writes it. */
    static String quote(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case 0x07 -> text.append("\\a");
                case 0x0b -> text.append("\\v");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        text.append(String.format("\\x%02x", c));
                    } else {
                        text.appendCodePoint(c);
                    }
                }
            }
        });
        return text.append('"').toString();
    }

    private static int codePoint(String text, int from, int digits, int radix) {
        if (from + digits > text.length()) {
            throw new QueryException("invalid char escape");
        }
        int value;
        try {
            value = Integer.parseUnsignedInt(text, from, from + digits, radix);
        } catch (NumberFormatException e) {
            throw new QueryException("invalid char escape");
        }
        boolean tooLarge = radix == 8 ? value > 255 : !Character.isValidCodePoint(value);
        if (tooLarge || (value >= 0xd800 && value < 0xe000)) {
            throw new QueryException("invalid syntax");
        }
        return value;
    }

    private static char simple(char escape) {
        return switch (escape) {
            case 'a' -> 0x07;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case '\\', '"' -> escape;
            default -> throw new QueryException("invalid char escape");
        };
    }
}
