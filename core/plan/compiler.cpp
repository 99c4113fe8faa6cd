// SPDX-License-Identifier: Apache-2.0
#include "core/plan/compiler.h"

#include "core/domain/figures.h"
#include "core/domain/visible_text.h"
#include "core/plan/effects.h"
#include "core/plan/order.h"

#include <algorithm>

namespace cordon {

using namespace Qt::StringLiterals;

Compiler::Compiler(const PlanOrder& order, const SnapshotView& view) : m_order(order), m_view(view)
{
    m_plan.registry = order.registry;
    m_plan.selection = order.selection;
    m_plan.provenance = order.provenance;
    m_plan.why = order.why;
    m_plan.verbs = order.verbs;
    std::sort(m_plan.verbs.begin(), m_plan.verbs.end());
    m_plan.verbs.erase(std::unique(m_plan.verbs.begin(), m_plan.verbs.end()), m_plan.verbs.end());
    for (const Subject& selected : order.subjects) {
        const Subject subject = subjectOf(selected.kind, selected.name.isEmpty() ? selected.key : selected.name);
        const Seen* seen = m_view.find(subject);
        m_targets.insert(
            {seen ? seen->subject : subject, Target{seen, seen ? seen->state : QString(), false, false, {}}});
    }
}

Plan Compiler::run()
{
    for (const Verb verb :
         {Verb::Ban, Verb::Quarantine, Verb::Prohibit, Verb::Remove, Verb::Clear, Verb::Reinstate, Verb::Permit}) {
        if (!has(verb)) {
            continue;
        }
        if (verb == Verb::Quarantine) {
            addQuarantines();
        } else if (verb == Verb::Prohibit) {
            addProhibits();
        } else if (verb == Verb::Remove) {
            addRemoves();
        } else {
            for (const Subject& subject : targetsOf(verb)) {
                act(verb, subject);
            }
        }
    }
    collectRemarks();
    collectFacts();
    m_plan.residue = effects::residueOfPlan(m_plan.steps);
    effects::estimate(m_plan, m_order.mutationsPerSecond);
    return std::move(m_plan);
}

bool Compiler::has(Verb verb) const
{
    return std::binary_search(m_plan.verbs.begin(), m_plan.verbs.end(), verb);
}

std::vector<Subject> Compiler::targetsOf(Verb verb)
{
    std::vector<Subject> out;
    for (auto& [subject, target] : m_targets) {
        if (!fits(verb, subject.kind) || !target.seen) {
            continue;
        }
        const QString reason = effects::nothingToDo(verb, target.state);
        if (reason.isEmpty()) {
            out.push_back(subject);
        } else {
            target.reasons.append(reason);
        }
    }
    return out;
}

void Compiler::act(Verb verb, const Subject& subject)
{
    const auto found = m_targets.find(subject);
    Target& target = found->second;
    PlanStep step;
    step.verb = verb;
    step.subject = found->first;
    step.pin = target.seen->pin;
    step.expected = target.state;
    step.inverse = opposite(verb);
    m_plan.steps.push_back(std::move(step));
    target.acted = true;
    target.state = targetState(verb);
}

void Compiler::addQuarantines()
{
    const std::vector<Subject> projects = targetsOf(Verb::Quarantine);
    const std::map<QString, Reached> reached = reachedBy(projects);
    std::map<QString, std::vector<QString>> bystanders;
    for (const auto& [key, account] : reached) {
        const bool selected = m_targets.contains(account.account.subject);
        // A selected account that is to be reinstated must not end frozen by the same plan.
        if (selected ? has(Verb::Reinstate) : !account.owner) {
            bystanders.insert({key, account.projects});
        }
        noteReached(account);
    }
    std::vector<QString> keys;
    keys.reserve(projects.size());
    for (const Subject& project : projects) {
        keys.push_back(project.key);
    }
    for (const order::Stop& stop : order::sideBySide(keys, bystanders)) {
        act(Verb::Quarantine, {SubjectKind::Project, stop.project, {}});
        for (const QString& account : stop.reinstates) {
            addCompensation(reached.at(account), stop.project);
        }
    }
}

std::map<QString, Compiler::Reached> Compiler::reachedBy(const std::vector<Subject>& projects) const
{
    std::map<QString, Reached> out;
    for (const Subject& project : projects) {
        const Seen& seen = *m_view.find(project);
        for (const auto& [key, role] : seen.holders) {
            const Seen account = m_view.account(key);
            const auto target = m_targets.find(account.subject);
            const QString state =
                target != m_targets.end() && target->second.seen ? target->second.state : account.state;
            if (!effects::nothingToDo(Verb::Ban, state).isEmpty()) {
                continue;
            }
            Reached& reached = out[key];
            if (reached.projects.empty()) {
                reached.account = account;
                reached.role = role;
            }
            reached.projects.push_back(project.key);
            reached.owner = reached.owner || key == seen.ownerKey;
        }
    }
    return out;
}

void Compiler::addCompensation(const Reached& reached, const QString& project)
{
    PlanStep step;
    step.verb = Verb::Reinstate;
    step.subject = reached.account.subject;
    step.pin = reached.account.pin;
    step.expected = targetState(Verb::Ban);
    step.compensates = true;
    step.because = project;
    m_plan.steps.push_back(std::move(step));
    if (const auto target = m_targets.find(reached.account.subject); target != m_targets.end()) {
        target->second.acted = true;
        target->second.state = targetState(Verb::Reinstate);
    }
}

void Compiler::noteReached(const Reached& reached)
{
    const Subject& subject = reached.account.subject;
    const QString first = projectName(reached.projects.front());
    const auto more = static_cast<std::int64_t>(reached.projects.size()) - 1;
    const QString which =
        more == 0 ? first : u"%1 and %2"_s.arg(first, figures::counted(more, u"more project"_s, u"more projects"_s));
    if (reached.account.isProtected) {
        m_protected.insert({subject, {subject, u"on the protected list, and frozen by the quarantine of "_s + which}});
    }
    if (const auto target = m_targets.find(subject); target != m_targets.end()) {
        if (!has(Verb::Reinstate)) {
            target->second.frozenWithProject = true;
            target->second.state = targetState(Verb::Ban);
            target->second.reasons.append(u"frozen all the same by the quarantine of "_s + which);
        }
        return;
    }
    const QString role = reached.role.isEmpty() ? u"has a role on"_s : QString(forCell(reached.role, 40) + u" of"_s);
    const QString owns = more == 0 ? u"owns"_s : u"owns one or more of"_s;
    const QString why =
        reached.owner ? u"%1 %2; a quarantine freezes its owner, and nothing here makes that good"_s.arg(owns, which)
                      : u"%1 %2; a quarantine freezes everyone with a role, so a reinstate follows"_s.arg(role, which);
    m_collateral.insert({subject, {subject, why, !reached.owner}});
}

void Compiler::addProhibits()
{
    for (const Subject& subject : targetsOf(Verb::Prohibit)) {
        act(Verb::Prohibit, subject);
        const auto chosen = std::count_if(m_targets.begin(), m_targets.end(), [&](const auto& entry) {
            return entry.first.kind == SubjectKind::Account && entry.second.seen &&
                   entry.second.seen->domain == subject.key;
        });
        const std::int64_t all = m_view.find(subject)->accountsOnDomain;
        if (all > chosen) {
            const QString why = u"no new account can use it; of %1 on it, %2 not selected"_s.arg(
                figures::counted(all, u"known account"_s, u"known accounts"_s),
                figures::counted(all - chosen, u"is"_s, u"are"_s));
            m_collateral.insert({subject, {subject, why, false}});
        }
    }
}

void Compiler::addRemoves()
{
    for (const Subject& subject : targetsOf(Verb::Remove)) {
        act(Verb::Remove, subject);
        for (const auto& [key, role] : m_view.find(subject)->holders) {
            const Seen account = m_view.account(key);
            if (m_targets.contains(account.subject) || !effects::nothingToDo(Verb::Ban, account.state).isEmpty()) {
                continue;
            }
            const QString why = u"has a role on %1, which is removed"_s.arg(projectName(subject.key));
            m_collateral.insert({account.subject, {account.subject, why, false}});
        }
    }
}

void Compiler::collectRemarks()
{
    for (const auto& [subject, target] : m_targets) {
        if (!target.acted) {
            m_plan.excluded.push_back({subject, reasonFor(subject, target)});
        } else if (target.seen && target.seen->isProtected) {
            m_protected.insert({subject, {subject, u"on the protected list"_s}});
        }
    }
    for (auto& [subject, collateral] : m_collateral) {
        m_plan.collateral.push_back(std::move(collateral));
    }
    for (auto& [subject, remark] : m_protected) {
        m_plan.protectedSubjects.push_back(std::move(remark));
    }
}

QString Compiler::reasonFor(const Subject& subject, const Target& target) const
{
    if (!target.seen) {
        return u"the cache does not know it"_s;
    }
    const bool anyFits =
        std::any_of(m_plan.verbs.begin(), m_plan.verbs.end(), [&](Verb verb) { return fits(verb, subject.kind); });
    QStringList parts = target.reasons;
    if (!anyFits) {
        parts.prepend(u"no verb of this plan acts on %1s"_s.arg(word(subject.kind)));
    }
    return parts.join(u"; "_s);
}

void Compiler::collectFacts()
{
    std::map<QString, RoleHolder> holders;
    for (const auto& [subject, target] : m_targets) {
        SubjectFacts facts;
        facts.subject = subject;
        if (target.seen) {
            facts.domain = target.seen->domain;
            facts.time = target.seen->time;
            facts.owner = target.seen->owner;
            for (const auto& [key, role] : target.seen->holders) {
                const Seen account = m_view.account(key);
                facts.holders.push_back(key);
                holders.insert({key, {account.subject, account.pin, account.state}});
            }
        }
        m_plan.facts.push_back(std::move(facts));
    }
    for (auto& [key, holder] : holders) {
        m_plan.holders.push_back(std::move(holder));
    }
}

QString Compiler::projectName(const QString& key) const
{
    const Seen* seen = m_view.find({SubjectKind::Project, key, {}});
    return forCell(seen ? seen->subject.name : key, 100);
}

} // namespace cordon
