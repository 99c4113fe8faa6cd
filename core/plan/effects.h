// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/subject.h"
#include "core/plan/plan.h"

namespace cordon::effects {

// What a verb needs and leaves, in the registry's words (warehouse-contract.md, section 2).

/// Why the verb has nothing to do on a subject in that state; empty where it has.
[[nodiscard]] QString nothingToDo(Verb verb, QStringView state);
/// A word that a subject of this kind can have as its state.
[[nodiscard]] bool isState(SubjectKind kind, QStringView word);
/// Two verbs of which one takes back, or makes impossible, what the other does.
[[nodiscard]] bool contradict(Verb a, Verb b) noexcept;

/// uuid, else the time; nothing of either where neither is known.
[[nodiscard]] Pin pinOf(const QString& uuid, Instant since);

/// What a reversal of these steps could not bring back, as sentences.
[[nodiscard]] std::vector<QString> residueOfPlan(const std::vector<PlanStep>& steps);
/// What these steps of a reversal leave behind, as sentences.
[[nodiscard]] std::vector<QString> residueOfReversal(const std::vector<PlanStep>& steps, std::int64_t archivedBefore);
/// Fills in calls and time.
void estimate(Plan& plan, double mutationsPerSecond);

} // namespace cordon::effects
