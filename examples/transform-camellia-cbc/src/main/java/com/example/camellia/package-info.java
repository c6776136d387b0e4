// SPDX-License-Identifier: Apache-2.0
/** Camellia in CBC mode (RFC 4312). Start at {@link com.example.camellia.CamelliaCbc}. */
package com.example.camellia;
