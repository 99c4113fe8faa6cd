// SPDX-License-Identifier: Apache-2.0
#include "core/report/masking.h"

#include "core/report/mask.h"

#include <set>

namespace cordon {

namespace {

/// A moment or a mail domain of one's own is as good as a name.
template<class Person>
void blur(Person& person, const std::set<QString>& domains)
{
    person.time = person.time == Instant{} ? person.time : startOfDay(person.time);
    person.domain = domains.contains(person.domain) ? person.domain : QString();
}

void maskItem(IncidentItem& item, const Mask& mask, const std::set<QString>& domains)
{
    const bool hidden = mask.hides(item.subject);
    item.email = mask.address(item.email, hidden);
    item.owner = mask.owner(item.owner);
    item.note = mask.note(item.note);
    mask.apply(item.subject);
    if (hidden) {
        blur(item, domains);
    }
}

void maskRun(RunFacts& run, const Mask& mask, const std::set<QString>& domains)
{
    run.actor = mask.sentence(run.actor);
    run.why.author = mask.sentence(run.why.author);
    run.why.reason = mask.sentence(run.why.reason);
    for (QString& reference : run.why.evidence) {
        reference = mask.sentence(reference);
    }
    for (IncidentItem& item : run.items) {
        maskItem(item, mask, domains);
    }
    for (QString& sentence : run.residue) {
        sentence = mask.sentence(sentence);
    }
    for (auto& bystander : run.collateral) {
        bystander.second = mask.sentence(bystander.second);
        mask.apply(bystander.first);
    }
}

std::set<QString> incidentDomains(const IncidentFacts& facts)
{
    std::set<QString> domains;
    if (!facts.runs.empty()) {
        for (const IncidentItem& item : facts.runs.front().items) {
            if (!item.compensates) {
                domains.insert(item.domain);
            }
        }
    }
    return domains;
}

} // namespace

IncidentFacts masked(IncidentFacts facts, ReportLevel level)
{
    const Mask mask(facts, level);
    const std::set<QString> domains = incidentDomains(facts);
    facts.title = mask.sentence(facts.title);
    for (RunFacts& run : facts.runs) {
        maskRun(run, mask, domains);
    }
    for (LeftAlone& one : facts.leftAlone) {
        const bool hidden = mask.hides(one.subject);
        one.email = mask.address(one.email, hidden);
        one.why = mask.sentence(one.why);
        mask.apply(one.subject);
        if (hidden) {
            blur(one, domains);
        }
    }
    return facts;
}

} // namespace cordon
