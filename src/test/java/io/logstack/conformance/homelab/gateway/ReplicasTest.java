package io.logstack.conformance.homelab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.homelab.http.DroppedConnectionException;
import org.junit.jupiter.api.Test;

class ReplicasTest {
    private boolean lagging;
    private long now;
    private final Replicas replicas = new Replicas(() -> lagging, () -> now);

    @Test
    void aServiceThatKeepsUpLeadsToWhatListens() {
        replicas.started("a");
        replicas.started("b");
        replicas.started("c");
        replicas.stopped("a");
        assertThat(replicas.running()).isEqualTo(2);
        assertThat(dropped(6)).isZero();
    }

    @Test
    void oneThatIsAheadLeadsToPodsThatDoNotListenYet() {
        replicas.started("a");
        lagging = true;
        replicas.started("b");
        assertThat(dropped(4)).isEqualTo(2);
        now += Replicas.BEHIND.toNanos();
        assertThat(dropped(4)).isZero();
    }

    @Test
    void oneThatIsBehindLeadsToPodsThatHaveEnded() {
        replicas.started("a");
        replicas.started("b");
        lagging = true;
        replicas.stopped("b");
        assertThat(replicas.running()).isEqualTo(1);
        assertThat(dropped(4)).isEqualTo(2);
        now += Replicas.BEHIND.toNanos();
        assertThat(dropped(4)).isZero();
    }

    @Test
    void theFirstPodListensAtOnce() {
        lagging = true;
        replicas.started("a");
        assertThat(dropped(2)).isZero();
    }

    private int dropped(int requests) {
        int dropped = 0;
        for (int i = 0; i < requests; i++) {
            try {
                replicas.lead();
            } catch (DroppedConnectionException e) {
                dropped++;
            }
        }
        return dropped;
    }
}
