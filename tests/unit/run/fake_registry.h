// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h" // first: moc 6.4 stumbles where <compare> comes before any Qt header
#include "core/ledger/entry.h"
#include "core/run/executor.h"
#include "tests/support/memory_journal.h"

#include <deque>
#include <map>
#include <set>

namespace cordon::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline Instant day(int number)
{
    return parseInstant(u"2025-06-01T00:00:00Z").value_or(Instant{}) + std::chrono::days(number);
}

/// Time that passes only when somebody sleeps.
struct FakeTime {
    Instant now = day(40);
    std::chrono::milliseconds slept{0};
    int naps = 0;

    [[nodiscard]] Clock clock()
    {
        return [this] { return now; };
    }
    [[nodiscard]] auto sleep()
    {
        return [this](std::chrono::milliseconds time, std::stop_token) {
            now += time;
            slept += time;
            ++naps;
        };
    }
};

/// What becomes of one request.
enum class Fate {
    Works,
    AcceptedOnly, ///< says yes and does nothing (read-only flag)
    UnknownDone,  ///< happens, and the answer is lost
    UnknownNot,   ///< does not happen, and no answer
    UnknownLate,  ///< happens after the connection was given up
    Throttled,
    Rejected,
    AuthLost,
    NotSent,
    WorksUnreadable, ///< happens; the read that follows fails
};

/// A registry in memory with PyPI's side effects, and the referee: it counts what really happened.
class FakeRegistry : public RegistryConnector {
public:
    struct Thing {
        QString state;
        QString uuid;
        Instant since = day(1);
        std::vector<QString> holders;
        QString changedBy;
    };
    std::map<Subject, Thing> things;
    std::map<Subject, std::deque<Fate>> fates; ///< next attempt's first; Works when empty
    std::map<Subject, int> effects;            ///< state changes by our requests
    std::vector<Subject> sent;
    std::map<Subject, int> unreadable; ///< so many reads fail
    bool down = false;
    bool loggedOut = false;
    int reads = 0;
    QString us = u"nora"_s;
    std::optional<std::chrono::seconds> retryAfter;
    std::function<void(const Subject&)> beforeSend; ///< what others do between the read and the request
    std::function<void()> onRead;

    Result<Identity> logIn(const Credentials& /*credentials*/, std::stop_token /*stop*/) override { return whoAmI({}); }
    Result<Identity> whoAmI(std::stop_token /*stop*/) override
    {
        if (down) {
            return failure(ErrorKind::Registry, u"The registry does not answer."_s);
        }
        if (loggedOut) {
            return failure(ErrorKind::NeedsPerson, u"The session has ended."_s);
        }
        return Identity{us, true};
    }
    Result<SubjectSeen> read(const Subject& subject, std::stop_token stop) override
    {
        ++reads;
        if (onRead) {
            onRead();
        }
        settleLate();
        if (stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, u"Stopped."_s);
        }
        if (const auto who = whoAmI(stop); !who) {
            return tl::unexpected(who.error());
        }
        if (unreadable[subject] > 0) {
            --unreadable[subject];
            return failure(ErrorKind::Registry, u"The page of %1 is not what it should be."_s.arg(subject.name));
        }
        const auto found = things.find(subject);
        if (found == things.end()) {
            return SubjectSeen{};
        }
        SubjectSeen seen;
        seen.exists = true;
        seen.name = subject.name;
        seen.uuid = found->second.uuid;
        seen.state = found->second.state;
        seen.since = found->second.since;
        seen.roleHolders = found->second.holders;
        seen.changedBy = subject.kind == SubjectKind::Account ? QString() : found->second.changedBy;
        return seen;
    }
    Sent send(Verb verb, const Subject& subject, const SubjectSeen& /*seen*/, std::stop_token /*stop*/) override
    {
        sent.push_back(subject);
        if (beforeSend) {
            beforeSend(subject);
        }
        Fate fate = Fate::Works;
        if (auto& list = fates[subject]; !list.empty()) {
            fate = list.front();
            list.pop_front();
        }
        switch (fate) {
        case Fate::Works:
            happen(verb, subject, us);
            return {SendClass::Accepted, 303, {}, {}};
        case Fate::AcceptedOnly:
            return {SendClass::Accepted, 303, {}, {}};
        case Fate::UnknownDone:
            happen(verb, subject, us);
            return {SendClass::Unknown, 0, u"The connection was lost."_s, {}};
        case Fate::UnknownNot:
            return {SendClass::Unknown, 502, {}, {}};
        case Fate::UnknownLate:
            late.push_back({verb, subject});
            return {SendClass::Unknown, 0, {}, {}};
        case Fate::Throttled:
            return {SendClass::Throttled, 429, {}, retryAfter};
        case Fate::Rejected:
            return {SendClass::Rejected, 403, u"Not allowed."_s, {}};
        case Fate::AuthLost:
            loggedOut = true;
            return {SendClass::AuthLost, 303, {}, {}};
        case Fate::NotSent:
            return {SendClass::NotSent, 0, u"Connection refused."_s, {}};
        case Fate::WorksUnreadable:
            happen(verb, subject, us);
            unreadable[subject] = 1;
            return {SendClass::Accepted, 303, {}, {}};
        }
        return {};
    }
    [[nodiscard]] QString sessionCookie() const override { return {}; }

    void happen(Verb verb, const Subject& subject, const QString& by)
    {
        Thing& thing = things[subject];
        thing.state = targetState(verb);
        thing.changedBy = by;
        ++effects[subject];
        if (verb == Verb::Quarantine) {
            for (const QString& holder : thing.holders) {
                things[accountSubject(holder)].state = u"frozen"_s;
            }
        }
        if (verb == Verb::Remove) {
            things.erase(subject);
        }
    }

    std::vector<std::pair<Verb, Subject>> late;
    bool lateComes = false;

private:
    void settleLate()
    {
        if (lateComes) {
            for (const auto& [verb, subject] : late) {
                happen(verb, subject, us);
            }
            late.clear();
        }
    }
};

/// A plan, a journal with a begun run, a registry and a clock.
struct Stage {
    Plan plan;
    MemoryJournal journal;
    FakeRegistry registry;
    FakeTime time;
    RunSettings settings;
    RunId run;
    std::vector<RunEvent> events;
    std::stop_source pause;

    int add(Verb verb, const Subject& subject, const QString& expected)
    {
        PlanStep step;
        step.verb = verb;
        step.subject = subject;
        step.pin.since = day(1);
        step.expected = expected;
        plan.steps.push_back(step);
        registry.things[subject].state = expected;
        return static_cast<int>(plan.steps.size()) - 1;
    }
    int addQuarantine(const QString& name, const std::vector<QString>& holders = {})
    {
        const Subject subject = projectSubject(name);
        plan.facts.push_back({subject, {}, day(1), {}, holders});
        std::sort(plan.facts.begin(), plan.facts.end(),
                  [](const SubjectFacts& a, const SubjectFacts& b) { return a.subject < b.subject; });
        const int ordinal = add(Verb::Quarantine, subject, u"active"_s);
        registry.things[subject].holders = holders;
        return ordinal;
    }
    int addCompensation(const QString& account, const QString& because)
    {
        const int ordinal = add(Verb::Reinstate, accountSubject(account), u"frozen"_s);
        plan.steps.back().compensates = true;
        plan.steps.back().because = because;
        registry.things[accountSubject(account)].state = u"active"_s;
        return ordinal;
    }
    void begin()
    {
        RunRow row;
        row.planHash = planHash(plan);
        row.registry = u"http://127.0.0.1:1"_s;
        row.started = time.now;
        row.actor = registry.us;
        run = journal.beginRun(row, static_cast<int>(plan.steps.size()), encode(LedgerEntry{})).value_or(RunId{});
    }
    Result<RunTotals> execute()
    {
        if (!run.valid()) {
            begin();
        }
        Executor executor(
            journal, registry, time.clock(), settings, [this](const RunEvent& event) { events.push_back(event); },
            time.sleep());
        return executor.execute(run, plan, Identity{registry.us, true}, pause.get_token());
    }
    [[nodiscard]] const StepRow& row(int ordinal) const
    {
        return journal.stepRows.at(static_cast<std::size_t>(ordinal));
    }
    [[nodiscard]] StepState state(int ordinal) const { return row(ordinal).state; }
    [[nodiscard]] RunState runState() const { return journal.runRows.back().state; }
    [[nodiscard]] const FakeRegistry::Thing& thing(const Subject& subject) { return registry.things[subject]; }

    /// The ledger's transitions of one step, "PLANNED>INTENT>ACCEPTED>DONE"; gaps spoil it.
    [[nodiscard]] QString path(int ordinal) const
    {
        QString path = u"PLANNED"_s;
        for (const LedgerRow& row : journal.ledger) {
            const LedgerEntry entry = decode(row.entry).value_or(LedgerEntry{});
            if (entry.kind == EntryKind::StepChanged && entry.ordinal == ordinal) {
                path += (path.endsWith(entry.from) ? u">"_s : u"!"_s) + entry.to;
            }
        }
        return path;
    }
};

} // namespace cordon::test
