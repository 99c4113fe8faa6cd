// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/incident.h"

namespace cordon::test {

using namespace Qt::StringLiterals;

inline Instant at(const char* text)
{
    return parseInstant(QString::fromLatin1(text)).value();
}

inline IncidentItem item(const Subject& subject, Verb verb, const char* time, const QString& outcome = u"done"_s)
{
    const bool account = subject.kind == SubjectKind::Account;
    return {subject,
            verb,
            false,
            u"inbox.ru"_s,
            account ? QString() : u"bad1"_s,
            account ? QString(subject.name + u"@inbox.ru") : QString(),
            at(time),
            outcome,
            {}};
}

/// What the ledger would have counted.
inline void countAgain(IncidentFacts& facts)
{
    facts.counted.clear();
    for (const RunFacts& run : facts.runs) {
        for (const IncidentItem& one : run.items) {
            ++facts.counted[one.outcome];
        }
    }
}

/// Three accounts in two waves, four projects on two days, one bystander, two left alone, and the
/// reversal of it all.
inline IncidentFacts incident()
{
    IncidentFacts facts;
    facts.title = u"Incident report"_s;
    RunFacts run;
    run.id = 1;
    run.plan = sha256("plan");
    run.registry = u"https://registry.example"_s;
    run.actor = u"moderator"_s;
    run.started = at("2025-07-15T10:00:00Z");
    run.finished = at("2025-07-15T10:30:00Z");
    run.why = {u"squatting"_s,
               u"Empty projects in bulk.\nSecond line."_s,
               {u"https://example.org/report/1"_s},
               u"ada"_s,
               at("2025-07-15T09:50:00Z"),
               at("2025-08-01")};
    run.items = {item(accountSubject(u"bad1"), Verb::Ban, "2025-06-09T09:00:00Z"),
                 item(accountSubject(u"bad2"), Verb::Ban, "2025-06-11T09:00:00Z"),
                 item(accountSubject(u"bad3"), Verb::Ban, "2025-06-11T21:00:00Z", u"already"_s),
                 item(projectSubject(u"p.one"), Verb::Quarantine, "2025-06-26T08:00:00Z"),
                 item(projectSubject(u"p.two"), Verb::Quarantine, "2025-06-26T09:00:00Z"),
                 item(projectSubject(u"p.three"), Verb::Quarantine, "2025-06-26T10:00:00Z"),
                 item(accountSubject(u"kindmaintainer"), Verb::Reinstate, "2018-10-24T07:53:20Z"),
                 item(projectSubject(u"p.four"), Verb::Quarantine, "2025-07-10T08:00:00Z", u"failed"_s)};
    run.items[6].compensates = true;
    run.items[6].domain = u"own-domain.example"_s;
    run.items[7].note = u"the registry refused it"_s;
    run.residue = {u"A reversal leaves 4 projects as quarantine-exit."_s};
    run.collateral = {{accountSubject(u"kindmaintainer"), u"Maintainer of p.three; made good"_s}};
    RunFacts back;
    back.id = 2;
    back.plan = sha256("back");
    back.reverses = run.plan;
    back.registry = run.registry;
    back.actor = run.actor;
    back.started = at("2025-07-25T12:00:00Z");
    back.why = {u"reversal"_s, u"The provider's own team did it."_s, {}, u"ada"_s, at("2025-07-25T11:00:00Z"), {}};
    back.items = {item(projectSubject(u"p.one"), Verb::Clear, "2025-06-26T08:00:00Z"),
                  item(accountSubject(u"bad1"), Verb::Reinstate, "2025-06-09T09:00:00Z", u"skipped"_s)};
    facts.runs = {run, back};
    facts.leftAlone = {
        {accountSubject(u"oldfriend"), u"inbox.ru"_s, u"oldfriend@inbox.ru"_s, u"oldfriend joined years before"_s,
         at("2017-01-02T03:04:05Z")},
        {projectSubject(u"Old_Project"), u"inbox.ru"_s, {}, u"older than the campaign"_s, at("2018-01-02T03:04:05Z")}};
    facts.firstReport = at("2025-07-08T13:20:00Z");
    facts.ledgerEntries = 1234;
    facts.ledgerHead = sha256("head");
    facts.madeAt = at("2025-07-26T08:00:00Z");
    countAgain(facts);
    return facts;
}

} // namespace cordon::test
