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

    @Override
    public String toString() {
        return name;
    }
}
