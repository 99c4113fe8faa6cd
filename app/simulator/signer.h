// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"

#include <QByteArray>

#include <optional>

namespace cordon::simulator {

/// URL-safe random text of so many bytes of entropy.
[[nodiscard]] QByteArray randomToken(int bytes = 32);

/// What was signed, and when.
struct Signed {
    QByteArray payload;
    Instant at{}; ///< whole seconds, as in Warehouse
};

/// Signs values that leave the server and come back: the session cookie, the two-factor query, the
/// link of a mail. The key is made at start, so nothing outlives the process.
class Signer {
public:
    Signer();

    /// "payload.time.signature", all URL-safe. The purpose keeps one kind from passing as another.
    [[nodiscard]] QByteArray sign(QByteArrayView purpose, QByteArrayView payload, Instant at) const;
    [[nodiscard]] std::optional<Signed> open(QByteArrayView purpose, QByteArrayView token) const;

private:
    [[nodiscard]] QByteArray signature(QByteArrayView purpose, QByteArrayView body) const;
    QByteArray m_key;
};

} // namespace cordon::simulator
