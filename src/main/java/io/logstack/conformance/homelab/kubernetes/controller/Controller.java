package io.logstack.conformance.homelab.kubernetes.controller;

/** Brings one aspect of the cluster closer to what is declared. Called on the controllers' thread. */
@FunctionalInterface
interface Controller {
    /** One step; called again as long as any controller changes anything. */
    void reconcile();
}
