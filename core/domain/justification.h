// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"
#include "core/domain/result.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace cordon {

/// One rule of the registry that a decision can rest on (resources/policies.json).
struct Policy {
    QString code;    ///< "spam", ... (cli.md)
    QString title;   ///< a few words
    QString meaning; ///< one sentence
};

/// Reads the list of policy codes. Pure: the bytes come from the caller. BadInput names what is wrong.
[[nodiscard]] Result<std::vector<Policy>> parsePolicies(QByteArrayView json);

/// Why a plan may run: kept as typed, stored with the plan (design.md, rule 5).
struct Justification {
    QString policy;       ///< a policy code
    QString reason;       ///< at least one sentence
    QStringList evidence; ///< references, free form
    QString author;
    Instant at{};
    std::optional<Instant> reviewBy;

    friend bool operator==(const Justification&, const Justification&) = default;
};

/// The policy is known, the reason is not blank, the author is named. The error says what is missing.
[[nodiscard]] Done checkJustification(const Justification& why, const std::vector<Policy>& policies);

[[nodiscard]] QJsonObject toJson(const Justification& why);
[[nodiscard]] Result<Justification> justificationFromJson(const QJsonObject& object);

} // namespace cordon
