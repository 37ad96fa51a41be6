package io.logstack.conformance.homelab.workloads;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The body of a request, which an application should not log and logs at level trace: a shop's catalogue page. */
final class RequestBody {
    private static final int ITEMS = 180;
    private static final int WORDS_PER_ITEM = 12;
    private static final List<String> WORDS = List.of(
            "steel",
            "kettle",
            "with",
            "a",
            "long",
            "handle",
            "blue",
            "green",
            "cotton",
            "shirt",
            "for",
            "children",
            "and",
            "adults",
            "garden",
            "chair",
            "made",
            "of",
            "oak",
            "lamp",
            "reading",
            "light",
            "battery",
            "included",
            "waterproof",
            "bag",
            "small",
            "large",
            "set",
            "pieces",
            "bicycle",
            "bell",
            "wool",
            "carpet",
            "washable",
            "ceramic",
            "cup");

    private RequestBody() {}

    /** Some 20 KB, without quotes or backslashes. */
    static String of(Random random) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < ITEMS; i++) {
            body.append("item=")
                    .append(String.format(Locale.ROOT, "%08x", random.nextInt()))
                    .append("&price=")
                    .append(random.nextInt(100_000))
                    .append("&text=");
            for (int word = 0; word < WORDS_PER_ITEM; word++) {
                body.append(WORDS.get(random.nextInt(WORDS.size()))).append('+');
            }
            body.append('&');
        }
        return body.toString();
    }
}
