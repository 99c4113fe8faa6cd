// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plan/plan.h"
#include "core/registry/connector.h"

#include <QStringList>

namespace cordon {

// What a read says about a step. Pure.

enum class Finding {
    InTarget, ///< there is nothing to do
    Changed,  ///< not what was planned: a person must look
    Ready,    ///< as planned
};
struct Judgement {
    Finding finding = Finding::Ready;
    QString why; ///< a sentence
};

/// A sentence where the subject is gone or is no longer the one that was planned; empty where it is
/// the same (design.md, identity).
[[nodiscard]] QString identityTrouble(const Subject& subject, const Pin& pin, const SubjectSeen& seen);
/// Whether the read shows what the verb is to bring about; a removed project is simply not there.
[[nodiscard]] bool isApplied(Verb verb, const SubjectSeen& seen);
/// The read just before a step is sent.
[[nodiscard]] Judgement judge(const PlanStep& step, const SubjectSeen& seen);
/// A sentence where somebody has a role on the project whom the plan does not know: quarantining it
/// would freeze a person nobody has thought of. Empty where there is none.
[[nodiscard]] QString strangerTrouble(const Plan& plan, const PlanStep& step, const SubjectSeen& seen);

/// Who brought a subject into its target state.
struct Authorship {
    bool ours = true;
    QString who; ///< with " (unproven)" where neither the registry's journal nor our one attempt proves it
};
/// `oneAccepted`: the only attempt there was, and its answer looked right (design.md, decisions
/// made once: where the registry keeps no journal).
[[nodiscard]] Authorship authorOf(const SubjectSeen& seen, const QStringList& ourNames, bool oneAccepted);

} // namespace cordon
