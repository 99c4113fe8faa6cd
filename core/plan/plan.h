// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h"
#include "core/domain/justification.h"
#include "core/domain/records.h"
#include "core/domain/subject.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace cordon {

/// What pins a subject's identity: the registry's uuid, else when it joined or was created. A name
/// that was given to somebody else since is stale (design.md, identity).
struct Pin {
    QString uuid;
    std::optional<Instant> since;
    friend bool operator==(const Pin&, const Pin&) = default;
};

/// One verb on one subject.
struct PlanStep {
    Verb verb = Verb::Quarantine;
    Subject subject;
    Pin pin;
    QString expected;            ///< state as seen when planned, in the registry's words
    std::optional<Verb> inverse; ///< none: irreversible, or nothing to restore (`compensates`)
    bool compensates = false;    ///< makes good what another step does to a bystander
    QString because;             ///< for a compensating step: key of the project that needs it
};

/// Somebody or something a plan touches without being asked to.
struct Collateral {
    Subject subject;
    QString why;
    bool madeGood = false;
};
/// A subject left out of the steps, or needing a second person, and why.
struct Remark {
    Subject subject;
    QString why;
};

/// What report and reversal need to know of a planned subject even if the cache is gone.
struct SubjectFacts {
    Subject subject;
    QString domain;               ///< mail domain (a project's: its owner's)
    Instant time{};               ///< joined or created; the epoch where it is not known
    QString owner;                ///< a project's owner
    std::vector<QString> holders; ///< a project's: keys of everyone with a role on it, sorted
};

/// Somebody with a role on a planned project, as seen when it was planned: a quarantine freezes
/// these people, so a reversal must know who they were and what they were before.
struct RoleHolder {
    Subject account;
    Pin pin;
    QString state; ///< registry's word
};

/// Verbs compiled for a selection into ordered steps. Value; canonical JSON; its hash is its name.
struct Plan {
    QString registry;   ///< origin the plan is bound to; empty: bound when first applied
    QString selection;  ///< name it was made from
    QString provenance; ///< how that selection came about
    std::vector<Verb> verbs;
    Justification why;
    std::vector<PlanStep> steps;
    std::vector<Collateral> collateral;
    std::vector<Remark> protectedSubjects; ///< need a second person
    std::vector<Remark> excluded;          ///< selected, but no step
    std::vector<SubjectFacts> facts;       ///< of every selected subject, sorted
    std::vector<RoleHolder> holders;       ///< everyone that `facts` names as a holder, sorted
    std::vector<QString> residue;          ///< what a reversal of this plan could not bring back
    std::optional<Digest> reverses;        ///< hash of the plan that this one takes back
    std::int64_t calls = 0;                ///< estimated requests: kCallsPerStep for each step
    std::int64_t estimateSeconds = 0;      ///< at the registry's pace

    [[nodiscard]] std::int64_t irreversible() const;
    /// Irreversible verbs, protected subjects, mail domains (design.md, two people).
    [[nodiscard]] bool needsSecondPerson() const;
};

/// Requests one step costs: the read before, one to drain old messages, the verb, the read after.
inline constexpr std::int64_t kCallsPerStep = 4;
/// A plan file larger than this is refused unread.
inline constexpr qsizetype kLargestPlanFile = 64 * 1024 * 1024;

/// The plan file: "format":"cordon-plan/1", canonical bytes, and their SHA-256.
[[nodiscard]] QByteArray planBytes(const Plan& plan);
[[nodiscard]] Digest planHash(const Plan& plan);
/// Reads a plan file. BadInput for anything else, a newer format, or bytes that are not canonical
/// (a mere edit of its text is refused, with the difference named).
[[nodiscard]] Result<Plan> readPlan(const QByteArray& bytes);
/// The plan in words, for `show` and the window: plain text, everything made visible.
[[nodiscard]] QString planInWords(const Plan& plan);

} // namespace cordon
