// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace cordon {

using Digest = std::array<std::byte, 32>;

/// SHA-256 of the bytes. The one place that hashes; any thread.
[[nodiscard]] Digest sha256(QByteArrayView bytes);

/// 64 lower-case hex digits.
[[nodiscard]] QString hex(const Digest& digest);
/// The reverse of hex(); nothing unless exactly 64 hex digits.
[[nodiscard]] std::optional<Digest> digestFromHex(QStringView text);

/// The ledger's link rule: SHA-256 over 0x00, "cordon/ledger/v1", the 8-byte big-endian sequence
/// number, the previous digest and the entry's typed encoding (security.md 2.2). It stands here
/// because the store must compute it inside the transaction that knows the previous digest.
[[nodiscard]] Digest chainLink(std::uint64_t sequence, const Digest& previous, QByteArrayView entry);

} // namespace cordon
