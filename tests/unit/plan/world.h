// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plan/compile.h"

#include <QTest>

#include <map>
#include <random>
#include <set>

namespace cordon::test {

using namespace Qt::StringLiterals;

inline std::vector<Policy> policies()
{
    return {{u"spam"_s, u"Spam"_s, u"Spam."_s}, {u"reversal"_s, u"Reversal"_s, u"Taken back."_s}};
}
inline Instant at(const char* text)
{
    return parseInstant(QString::fromLatin1(text)).value();
}
inline Justification why(const QString& policy = u"spam"_s)
{
    return {policy,   u"A wave of empty projects."_s, {u"https://example.org/1"_s},
            u"mod"_s, at("2025-07-15T10:00:00Z"),     {}};
}

/// A registry as small as it can be, with PyPI's side effects: a quarantine freezes everyone with a
/// role on the project, and clearing it thaws nobody.
struct World {
    std::map<QString, QString> accounts; ///< key to state
    std::map<QString, QString> projects;
    std::map<QString, QString> domains;
    std::map<QString, std::set<QString>> holders; ///< project to account keys

    friend bool operator==(const World&, const World&) = default;

    QString& stateOf(const Subject& subject)
    {
        return subject.kind == SubjectKind::Account   ? accounts[subject.key]
               : subject.kind == SubjectKind::Project ? projects[subject.key]
                                                      : domains[subject.key];
    }
    static QString counts(const QString& state)
    {
        return state == u"quarantine-exit" || state == u"archived" ? u"active"_s : state;
    }
    /// Sends the step where the state is as expected, as the executor does.
    StepOutcome apply(const PlanStep& step, int ordinal)
    {
        static const std::map<Verb, QString> targets{{Verb::Quarantine, u"quarantine-enter"_s},
                                                     {Verb::Clear, u"quarantine-exit"_s},
                                                     {Verb::Ban, u"frozen"_s},
                                                     {Verb::Reinstate, u"active"_s},
                                                     {Verb::Prohibit, u"prohibited"_s},
                                                     {Verb::Permit, u"permitted"_s},
                                                     {Verb::Remove, u"removed"_s}};
        QString& state = stateOf(step.subject);
        StepOutcome outcome{ordinal, false, state};
        if (counts(state) != counts(step.expected)) {
            return outcome;
        }
        state = targets.at(step.verb);
        if (step.verb == Verb::Quarantine) {
            for (const QString& account : holders[step.subject.key]) {
                accounts[account] = u"frozen"_s;
            }
        }
        outcome.ours = true;
        return outcome;
    }
    std::vector<StepOutcome> applyAll(const Plan& plan)
    {
        std::vector<StepOutcome> out;
        for (std::size_t i = 0; i < plan.steps.size(); ++i) {
            out.push_back(apply(plan.steps[i], static_cast<int>(i)));
        }
        return out;
    }
    /// Lasting marks taken for what they count as: what a reversal may leave as residue.
    [[nodiscard]] World asCounted() const
    {
        World out = *this;
        for (auto& [key, state] : out.projects) {
            state = counts(state);
        }
        return out;
    }
};

struct Scene {
    World world;
    Snapshot snapshot;
    PlanOrder order;

    Scene()
    {
        order.selection = u"wave"_s;
        order.provenance = u"domain:inbox.ru"_s;
        order.why = why();
    }
    void account(const QString& name, bool frozen = false, bool isProtected = false,
                 const QString& domain = u"inbox.ru"_s)
    {
        Account account;
        account.name = name;
        account.domain = domain;
        account.joined = at("2025-06-11T09:00:00Z");
        account.state = frozen ? AccountState::Frozen : AccountState::Active;
        snapshot.accounts.push_back({account, isProtected, 0});
        world.accounts[accountSubject(name).key] = word(account.state);
    }
    void project(const QString& name, const QString& owner, const std::vector<QString>& maintainers = {},
                 ProjectState state = ProjectState::Active, bool isProtected = false)
    {
        Project project;
        project.name = name;
        project.owner = owner;
        project.created = at("2025-06-30T08:00:00Z");
        project.state = state;
        Snapshot::ProjectFacts facts{project, isProtected, u"inbox.ru"_s, {{accountSubject(owner).key, u"Owner"_s}}};
        const QString key = projectSubject(name).key;
        world.projects[key] = word(state);
        world.holders[key].insert(accountSubject(owner).key);
        for (const QString& maintainer : maintainers) {
            facts.roles.push_back({accountSubject(maintainer).key, u"Maintainer"_s});
            world.holders[key].insert(accountSubject(maintainer).key);
        }
        snapshot.projects.push_back(facts);
    }
    void domain(const QString& name, std::int64_t accounts, bool prohibited = false)
    {
        snapshot.domains.push_back({name, false, prohibited, accounts});
        world.domains[name] = prohibited ? u"prohibited"_s : u"permitted"_s;
    }
    void select(const std::vector<Subject>& subjects)
    {
        order.subjects.insert(order.subjects.end(), subjects.begin(), subjects.end());
    }
};

/// "ban account:x", "reinstate account:y (b)": a step in short.
inline QString brief(const PlanStep& step)
{
    QString out = word(step.verb) + u' ' + word(step.subject.kind) + u':' + step.subject.name;
    if (step.compensates) {
        out += u" (" + step.because + u')';
    }
    return out;
}
inline QStringList brief(const Plan& plan)
{
    QStringList out;
    for (const PlanStep& step : plan.steps) {
        out.append(brief(step));
    }
    return out;
}
template<class List>
QStringList names(const List& list)
{
    QStringList out;
    for (const auto& item : list) {
        out.append(item.subject.name);
    }
    return out;
}

using Dice = std::mt19937;
inline int roll(Dice& dice, int sides)
{
    return static_cast<int>(dice() % static_cast<unsigned>(sides));
}

/// A few accounts and projects with crossing roles, a selection of some, and verbs that fit it.
inline Scene randomScene(Dice& dice, const std::vector<std::vector<Verb>>& verbs)
{
    Scene scene;
    const int accounts = 2 + roll(dice, 7);
    const int projects = 1 + roll(dice, 9);
    const auto someone = [&] { return u"Acc%1"_s.arg(roll(dice, accounts)); };
    for (int i = 0; i < accounts; ++i) {
        scene.account(u"Acc%1"_s.arg(i), roll(dice, 5) == 0, roll(dice, 6) == 0);
        if (i == 0 || roll(dice, 2) == 0) {
            scene.select({accountSubject(u"acc%1"_s.arg(i))});
        }
    }
    for (int i = 0; i < projects; ++i) {
        std::vector<QString> maintainers;
        for (int n = roll(dice, 4); n > 0; --n) {
            maintainers.push_back(someone());
        }
        static constexpr ProjectState kStates[] = {ProjectState::Active, ProjectState::Active,
                                                   ProjectState::QuarantineExit, ProjectState::Quarantined,
                                                   ProjectState::Archived};
        scene.project(u"Proj_%1"_s.arg(i), someone(), maintainers, kStates[roll(dice, 5)], roll(dice, 6) == 0);
        if (i == 0 || roll(dice, 3) != 0) {
            scene.select({projectSubject(u"proj.%1"_s.arg(i))});
        }
    }
    scene.domain(u"inbox.ru"_s, accounts, roll(dice, 2) == 0);
    scene.select({domainSubject(u"inbox.ru")});
    scene.order.verbs = verbs[static_cast<std::size_t>(roll(dice, static_cast<int>(verbs.size())))];
    std::shuffle(scene.order.subjects.begin(), scene.order.subjects.end(), dice);
    return scene;
}

/// All the sets of verbs that a reversal can take back.
inline std::vector<std::vector<Verb>> reversibleVerbs()
{
    return {{Verb::Quarantine, Verb::Ban},
            {Verb::Quarantine},
            {Verb::Ban},
            {Verb::Clear, Verb::Reinstate},
            {Verb::Clear},
            {Verb::Clear, Verb::Ban},
            {Verb::Quarantine, Verb::Reinstate},
            {Verb::Prohibit, Verb::Ban},
            {Verb::Quarantine, Verb::Ban, Verb::Permit}};
}

} // namespace cordon::test
