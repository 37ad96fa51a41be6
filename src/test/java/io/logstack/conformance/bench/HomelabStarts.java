package io.logstack.conformance.bench;

import io.logstack.conformance.cli.Main;
import io.logstack.conformance.homelab.Homelab;
import io.logstack.conformance.homelab.HomelabOptions;
import java.util.ArrayList;
import java.util.List;

/** Until a homelab's parts listen: in a process that is started for it, and in one that has started some before. */
final class HomelabStarts implements Part {
    private static final int WARM_UPS = 2;
    private static final double NANOS = 1e9;

    @Override
    public String title() {
        return "start of the homelab";
    }

    @Override
    public Measured measure(Settings settings) throws Exception {
        List<Double> cold = new ArrayList<>();
        for (int i = 0; i < settings.repetitions(); i++) {
            try (Forked homelab = new Forked(List.of("-XX:TieredStopAtLevel=1"), Main.class, List.of("homelab"))) {
                cold.add(homelab.line().seconds());
            }
        }
        List<Double> warm = new ArrayList<>();
        for (int i = 0; i < WARM_UPS + settings.repetitions(); i++) {
            long start = System.nanoTime();
            try (Homelab homelab = Homelab.start(HomelabOptions.DEFAULT.withSeed(i))) {
                if (i >= WARM_UPS && !homelab.endpoints().loki().toString().isEmpty()) {
                    warm.add((System.nanoTime() - start) / NANOS);
                }
            }
        }
        Figure process = new Figure("cold: a process of its own", "seconds", cold);
        Figure started = new Figure("warm: not the first of its process", "seconds", warm);
        return new Measured(
                List.of(process, started), List.of(Ratio.of("cold start over warm start", process, started)));
    }
}
