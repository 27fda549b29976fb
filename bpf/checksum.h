/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* Internet checksums: ones' complement sums of 16-bit words. RFC 1071; incremental updates RFC 1624. */
#pragma once
#include "common.h"

/* The sum of 32-bit words, as collected in 64 bits, in 32 bits. */
always_inline __u32 fold32(__u64 sum)
{
	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffffffff) + (sum >> 32);
	return sum;
}

always_inline __u16 fold16(__u64 sum)
{
	__u32 folded = fold32(sum);

	folded = (folded & 0xffff) + (folded >> 16);
	folded = (folded & 0xffff) + (folded >> 16);
	return folded;
}

/* `words` 32-bit words from a place that is aligned to 2. */
always_inline __u64 sum_words(const void *start, int words)
{
	const __u16 *half = start;
	__u64 sum = 0;

#pragma unroll
	for (int i = 0; i < words * 2; i++)
		sum += half[i];
	return sum;
}

always_inline int ip_checksum_is_right(const struct iphdr *ip)
{
	return fold16(sum_words(ip, sizeof(*ip) / 4)) == 0xffff;
}
