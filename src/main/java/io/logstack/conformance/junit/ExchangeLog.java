package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Exchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The exchanges of one judgement: the first and the last ones, bodies cut, so that paging a large answer stays small. */
final class ExchangeLog implements Consumer<Exchange> {
    private static final int FIRST = 20;
    private static final int LAST = 20;
    private static final int LONGEST_BODY = 8 * 1024;

    private final List<Exchange> first = new ArrayList<>();
    private final Deque<Exchange> last = new ArrayDeque<>();
    private int leftOut;

    @Override
    public synchronized void accept(Exchange exchange) {
        Exchange kept = new Exchange(
                exchange.at(),
                exchange.component(),
                exchange.method(),
                exchange.uri(),
                Text.cut(exchange.requestBody(), LONGEST_BODY),
                exchange.status(),
                Text.cut(exchange.responseBody(), LONGEST_BODY),
                exchange.took(),
                exchange.failure());
        if (first.size() < FIRST) {
            first.add(kept);
            return;
        }
        last.add(kept);
        if (last.size() > LAST) {
            last.remove();
            leftOut++;
        }
    }

    synchronized List<Exchange> kept() {
        List<Exchange> kept = new ArrayList<>(first);
        kept.addAll(last);
        return List.copyOf(kept);
    }

    /** How many, between the first and the last ones, were not kept. */
    synchronized int leftOut() {
        return leftOut;
    }
}
