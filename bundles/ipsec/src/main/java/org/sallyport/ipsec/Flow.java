// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/**
 * Names one protected flow: a permit element of the access list of a crypto map entry. It finds the outbound SAs.
 *
 * @param map the crypto map set
 * @param sequence the entry's number
 * @param element the element's place in its access list, from 0
 */
public record Flow(String map, int sequence, int element) {}
