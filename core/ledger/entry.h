// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h"
#include "core/domain/instant.h"
#include "core/domain/result.h"
#include "core/domain/subject.h"

#include <QByteArray>

#include <cstdint>
#include <variant>
#include <vector>

namespace cordon {

/// What a ledger entry says. Numbers are stored: never renumber.
enum class EntryKind : std::uint8_t {
    PlanKept = 1, ///< a plan with its justification came to the journal
    RunBegun = 2,
    StepChanged = 3, ///< every transition of a step: intents, outcomes
    RunStateChanged = 4,
    Dismissed = 5, ///< a decision without a registry
    Exported = 6,  ///< a report or the ledger left the program
};

/// "plan-kept", "run-begun", "step-changed", "run-state-changed", "dismissed", "exported"
[[nodiscard]] QString word(EntryKind kind);

/// One fact. Which fields are used depends on the kind; unused ones are empty. Mail addresses and
/// sign-up addresses never stand here.
struct LedgerEntry {
    EntryKind kind = EntryKind::PlanKept;
    Instant at{};
    QString actor; ///< moderator, or our account on the registry
    Digest plan{}; ///< plan hash; zero where there is none
    std::int64_t run = 0;
    std::int64_t ordinal = -1;
    Subject subject;
    std::uint8_t verb = 0; ///< Verb, or 0
    QString from, to;      ///< states, in words
    QString text;          ///< justification as JSON, note, or file name
    QString registry;

    friend bool operator==(const LedgerEntry&, const LedgerEntry&);
};

/// Typed deterministic encoding: version byte, kind, then each field as tag, length, value. Two
/// entries that differ never encode alike, and decode(encode(e)) == e.
[[nodiscard]] QByteArray encode(const LedgerEntry& entry);
/// Integrity for anything that encode() would not have written.
[[nodiscard]] Result<LedgerEntry> decode(QByteArrayView bytes);

} // namespace cordon
