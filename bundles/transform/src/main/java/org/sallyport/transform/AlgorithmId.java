// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/** An algorithm by kind and name, whoever provides it. */
public record AlgorithmId(TransformKind kind, String name) {
    public static AlgorithmId encryption(String name) {
        return new AlgorithmId(TransformKind.ENCRYPTION, name);
    }

    public static AlgorithmId integrity(String name) {
        return new AlgorithmId(TransformKind.INTEGRITY, name);
    }

    public static AlgorithmId prf(String name) {
        return new AlgorithmId(TransformKind.PRF, name);
    }

    public static AlgorithmId keyExchange(String name) {
        return new AlgorithmId(TransformKind.KEY_EXCHANGE, name);
    }

    @Override
    public String toString() {
        return name;
    }
}
