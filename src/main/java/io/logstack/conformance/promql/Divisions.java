package io.logstack.conformance.promql;

import org.antlr.v4.runtime.tree.ParseTree;

/** Whether an expression divides. */
final class Divisions {
    private Divisions() {}

    static boolean in(ParseTree tree) {
        if (tree instanceof PromQLParser.BinaryContext binary
                && binary.getChild(1).getText().equals("/")) {
            return true;
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            if (in(tree.getChild(i))) {
                return true;
            }
        }
        return false;
    }
}
