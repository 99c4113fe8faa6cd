// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plan/snapshot_view.h"

#include <QStringList>

#include <map>
#include <vector>

namespace cordon {

/// The work of compile() in its parts; used once.
class Compiler {
public:
    Compiler(const PlanOrder& order, const SnapshotView& view);

    [[nodiscard]] Plan run();

private:
    /// A selected subject and what the plan makes of it.
    struct Target {
        const Seen* seen = nullptr; ///< none: the snapshot does not know it
        QString state;              ///< as it will be after the steps so far
        bool acted = false;
        bool frozenWithProject = false;
        QStringList reasons; ///< why verbs that fit had nothing to do
    };
    /// An account that the quarantines of this plan freeze.
    struct Reached {
        Seen account;
        std::vector<QString> projects; ///< keys, in order
        QString role;                  ///< on the first of them
        bool owner = false;            ///< of at least one
    };

    [[nodiscard]] bool has(Verb verb) const;
    [[nodiscard]] std::vector<Subject> targetsOf(Verb verb);
    void act(Verb verb, const Subject& subject);
    void addQuarantines();
    [[nodiscard]] std::map<QString, Reached> reachedBy(const std::vector<Subject>& projects) const;
    void addCompensation(const Reached& reached, const QString& project);
    void noteReached(const Reached& reached);
    void addProhibits();
    void addRemoves();
    void collectRemarks();
    void collectFacts();
    [[nodiscard]] QString reasonFor(const Subject& subject, const Target& target) const;
    [[nodiscard]] QString projectName(const QString& key) const;

    const PlanOrder& m_order;
    const SnapshotView& m_view;
    std::map<Subject, Target> m_targets;
    std::map<Subject, Collateral> m_collateral;
    std::map<Subject, Remark> m_protected;
    Plan m_plan;
};

} // namespace cordon
