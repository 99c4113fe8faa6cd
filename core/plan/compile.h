// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plan/plan.h"

#include <vector>

namespace cordon {

/// What is known of the selected subjects and of everyone with a role on a selected project.
struct Snapshot {
    struct AccountFacts {
        Account account;
        bool isProtected = false;
        std::int64_t projects = 0; ///< projects owned
    };
    struct RoleFacts {
        QString account; ///< key
        QString role;
    };
    struct ProjectFacts {
        Project project;
        bool isProtected = false;
        QString domain;               ///< of its owner
        std::vector<RoleFacts> roles; ///< owner included
    };
    struct DomainFacts {
        QString domain;
        bool isProtected = false;
        bool prohibited = false;
        std::int64_t accounts = 0; ///< accounts on it, selected or not
    };
    std::vector<AccountFacts> accounts; ///< selected ones and everyone in `roles`
    std::vector<ProjectFacts> projects; ///< selected ones, and other projects of selected accounts may be absent
    std::vector<DomainFacts> domains;
};

struct PlanOrder {
    QString registry;
    QString selection, provenance;
    std::vector<Subject> subjects;
    std::vector<Verb> verbs;
    Justification why;
    double mutationsPerSecond = 0; ///< 0: uncapped (loopback)
};

/// Pure and deterministic: same order and snapshot, same bytes. Steps stand as design.md, decisions
/// made once: bans, then quarantines, by normalised name; a compensating reinstate right behind the
/// quarantine that needs it, and projects of one such person side by side so that he needs one.
/// After the quarantines: prohibits, removes, clears, reinstates, permits, each by normalised name.
/// Projects that share a bystander stand together at the place of the first of them. The estimate
/// counts kCallsPerStep requests a step, at the given pace, or 200 requests a second where uncapped.
/// Usage where a verb fits no selected subject, no verb is given, two verbs contradict each other
/// (ban and reinstate, quarantine and clear, ...), or for dismiss, which is a local decision;
/// BadInput where the justification is not complete.
[[nodiscard]] Result<Plan> compile(const PlanOrder& order, const Snapshot& snapshot,
                                   const std::vector<Policy>& policies);

/// What a run did to one step, as far as a reversal needs it.
struct StepOutcome {
    int ordinal = 0;
    bool ours = false; ///< we changed it, proved by reading
    /// Registry's word for the state before. Of a compensating step: what was read of the account
    /// behind the quarantine that froze it; empty where nothing was.
    QString before;
    bool uncertain = false; ///< whether it happened is not known yet
    /// Of a compensating step: no quarantine of the run has frozen this account, it was so before.
    bool spared = false;
};

/// A plan that restores what was before a run: every step that was ours, from its state before,
/// last first; bystanders who were compensated are left as they are; accounts that a quarantine
/// froze and nothing made good are reinstated. Left out and why: subjects in `except`, steps that
/// were not ours, irreversible ones. `residue` says what stays (quarantine-exit). Where nothing is
/// left to take back the plan has no steps, and `excluded` says why. BadInput for an outcome of a
/// step that the plan does not have.
[[nodiscard]] Result<Plan> compileReversal(const Plan& plan, const std::vector<StepOutcome>& outcomes,
                                           const std::vector<Subject>& except, const Justification& why,
                                           const std::vector<Policy>& policies, double mutationsPerSecond = 0);

} // namespace cordon
