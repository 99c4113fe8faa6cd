// SPDX-License-Identifier: Apache-2.0
#include "core/run/run_loop.h"

#include "core/domain/visible_text.h"

#include <algorithm>
#include <utility>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

constexpr int kReadTries = 4;
/// A time on disk that lies further ahead comes from a clock that was wrong.
constexpr std::chrono::hours kLongestWait{1};

} // namespace

RunLoop::RunLoop(Outbox& outbox, RegistryConnector& connector, const Plan& plan, const Identity& identity,
                 const RunSettings& settings, Clock clock, Sleep sleep, std::stop_token pause)
    : m_outbox(outbox), m_connector(connector), m_plan(plan), m_ourNames{identity.username, outbox.run().actor},
      m_settings(settings), m_clock(std::move(clock)), m_sleep(std::move(sleep)), m_pause(std::move(pause)),
      m_bystanders(plan), m_breaker(settings.breakerUnknowns), m_pace(settings.mutationsPerSecond)
{
}

Done RunLoop::run()
{
    if (Done recovered = recover(); !recovered) {
        return recovered;
    }
    sortIn();
    while (!m_pause.stop_requested() && (nextReady() || !m_uncertain.empty())) {
        if (Done done = round(); !done) {
            return done;
        }
    }
    if (!m_putOff.empty() && !m_pause.stop_requested()) {
        return stopped(
            ErrorKind::Registry,
            u"%1 steps could not be read, so they were left for later. %2"_s.arg(m_putOff.size()).arg(m_putOffWhy),
            u"Resume the run; only what is open is done"_s);
    }
    return {};
}

/// What a crash left under way may or may not have happened.
Done RunLoop::recover()
{
    std::vector<StepRow> rows;
    for (const StepRow& row : m_outbox.rows()) {
        if (row.state == StepState::Intent || row.state == StepState::Accepted) {
            rows.push_back(inDoubt(row, StepEvent::Unsure, u"The program ended while this was under way."_s));
        }
    }
    return m_outbox.write(rows);
}

void RunLoop::sortIn()
{
    const Instant now = m_clock();
    const Instant latest = now + std::max<Microseconds>(m_settings.quiescence, kLongestWait);
    for (const StepRow& row : m_outbox.rows()) {
        const Instant at = std::min(row.notBefore.value_or(now), latest);
        if (row.state == StepState::Planned || row.state == StepState::Throttled) {
            m_ready.insert(row.ordinal);
        } else if (row.state == StepState::Unknown) {
            m_uncertain.insert({at, row.ordinal});
        }
        if (row.state == StepState::Throttled && at > now) {
            m_pace.throttled(now, std::chrono::ceil<std::chrono::seconds>(at - now));
        }
    }
}

Done RunLoop::round()
{
    const Instant now = m_clock();
    if (!m_uncertain.empty() && m_uncertain.begin()->first <= now) {
        return resolve(m_uncertain.begin()->second);
    }
    const std::optional<int> ready = nextReady();
    if (ready && m_pace.waitAt(now).count() == 0) {
        return perform(*ready);
    }
    sleepUntilNext();
    return {};
}

std::optional<int> RunLoop::nextReady() const
{
    const auto found = std::find_if(m_ready.begin(), m_ready.end(), [this](int o) { return !isHeldBack(o); });
    return found == m_ready.end() ? std::nullopt : std::optional(*found);
}

/// A bystander is made good only when nothing is left that could freeze him afterwards.
bool RunLoop::isHeldBack(int ordinal) const
{
    const std::vector<int>& causes = m_bystanders.causesOf(ordinal);
    return std::any_of(causes.begin(), causes.end(),
                       [this](int cause) { return !isTerminal(m_outbox.row(cause).state); });
}

void RunLoop::sleepUntilNext()
{
    const Instant now = m_clock();
    std::chrono::milliseconds wait = kLongestWait;
    if (!m_uncertain.empty()) {
        wait = std::min(wait, std::chrono::ceil<std::chrono::milliseconds>(m_uncertain.begin()->first - now));
    }
    if (nextReady()) {
        wait = std::min(wait, m_pace.waitAt(now));
    }
    pauseFor(std::max(wait, std::chrono::milliseconds(1)));
}

Done RunLoop::keep(std::vector<StepRow> rows, const std::optional<AttemptRow>& attempt)
{
    if (Done done = m_outbox.write(rows, attempt); !done) {
        return done;
    }
    for (const StepRow& written : rows) {
        const StepRow& row = m_outbox.row(written.ordinal);
        if (row.state == StepState::Planned || row.state == StepState::Throttled) {
            m_ready.insert(row.ordinal);
        } else {
            m_ready.erase(row.ordinal);
        }
        if (row.state == StepState::Unknown) {
            m_uncertain.insert({row.notBefore.value_or(m_clock()), row.ordinal});
        }
    }
    return {};
}

StepRow RunLoop::inDoubt(const StepRow& row, StepEvent event, const QString& note) const
{
    StepRow doubtful = advanced(row, event, note);
    doubtful.notBefore = m_clock() + m_settings.quiescence;
    return doubtful;
}

StepRow RunLoop::authored(const StepRow& row, const SubjectSeen& seen, bool oneAccepted) const
{
    const Authorship author = authorOf(seen, m_ourNames, oneAccepted);
    const QString state = seen.exists ? seen.state : targetState(m_outbox.step(row.ordinal).verb);
    StepRow done = advanced(row, author.ours ? StepEvent::ReadOurs : StepEvent::ReadOthers,
                            u"Read back as %1; done by %2."_s.arg(forCell(state, 40), forCell(author.who, 80)));
    done.attributedTo = author.who;
    return done;
}

Done RunLoop::checkBreaker() const
{
    if (!m_breaker.isOpen()) {
        return {};
    }
    const bool unknowns = m_breaker.unknownsInRow() >= m_settings.breakerUnknowns;
    return stopped(ErrorKind::Registry,
                   unknowns ? u"The outcome of %1 steps in a row is uncertain"_s.arg(m_breaker.unknownsInRow())
                            : u"More than a fifth of the last steps failed"_s,
                   u"Look at the steps and at the registry, then resume the run"_s);
}

RunLoop::MaybeSeen RunLoop::readPatiently(int ordinal, const Subject& subject)
{
    for (int tries = 1;; ++tries) {
        Result<SubjectSeen> seen = m_connector.read(subject, m_pause);
        if (seen) {
            m_putOffInRow = 0;
            return std::move(*seen);
        }
        if (m_pause.stop_requested()) {
            return std::nullopt;
        }
        if (seen.error().kind == ErrorKind::NeedsPerson) {
            return stopped(ErrorKind::NeedsPerson, seen.error().what, u"Log in again, then resume the run"_s);
        }
        if (tries == kReadTries) {
            return putOff(ordinal, seen.error());
        }
        pauseFor(std::chrono::seconds(1LL << (tries - 1)));
    }
}

/// One page that cannot be read is no reason to stop; a registry that is away is.
RunLoop::MaybeSeen RunLoop::putOff(int ordinal, const Error& error)
{
    const Result<Identity> who = m_connector.whoAmI(m_pause);
    if (m_pause.stop_requested()) {
        return std::nullopt;
    }
    const bool away = !who || ++m_putOffInRow >= m_settings.breakerUnknowns;
    if (away && !who && who.error().kind == ErrorKind::NeedsPerson) {
        return stopped(ErrorKind::NeedsPerson, who.error().what, u"Log in again, then resume the run"_s);
    }
    if (away) {
        return stopped(ErrorKind::Registry, error.what, u"Resume the run when the registry answers again"_s);
    }
    m_putOff.insert(ordinal);
    m_putOffWhy = error.what;
    return std::nullopt;
}

tl::unexpected<Error> RunLoop::stopped(ErrorKind kind, const QString& what, const QString& next) const
{
    return failure(kind, u"The run is paused. "_s + what, m_outbox.keptWords(), next);
}

} // namespace cordon
