// SPDX-License-Identifier: Apache-2.0
// One step: the read before, the intent, the sending, the read after.
#include "core/domain/visible_text.h"
#include "core/run/run_loop.h"

#include <algorithm>
#include <utility>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostThrottles = 10;

QString withAnswer(const QString& sentence, const QString& answer)
{
    return answer.isEmpty() ? sentence : QString(sentence + u' ' + forCell(answer, 300));
}

} // namespace

Judgement RunLoop::judgeNow(int ordinal, const SubjectSeen& seen) const
{
    const PlanStep& step = m_outbox.step(ordinal);
    Judgement judgement = judge(step, seen);
    if (judgement.finding != Finding::Ready) {
        return judgement;
    }
    if (const QString trouble = strangerTrouble(m_plan, step, seen); !trouble.isEmpty()) {
        return {Finding::Changed, trouble};
    }
    const std::vector<int>& causes = m_bystanders.causesOf(ordinal);
    const bool caused = std::any_of(causes.begin(), causes.end(), [this](int cause) {
        const StepState state = m_outbox.row(cause).state;
        return state == StepState::Done || state == StepState::Confirmed;
    });
    if (step.compensates && !caused) {
        return {Finding::Changed, u"The account is frozen, but no quarantine of this run has done it."_s};
    }
    return judgement;
}

Done RunLoop::perform(int ordinal)
{
    m_ready.erase(ordinal);
    StepRow row = m_outbox.row(ordinal);
    std::vector<StepRow> rows;
    if (row.state == StepState::Throttled) {
        row = advanced(row, StepEvent::WaitOver, u"The registry may be asked again."_s);
        rows.push_back(row);
    }
    const MaybeSeen seen = readPatiently(ordinal, m_outbox.step(ordinal).subject);
    if (!seen || !*seen) {
        return seen ? Done() : tl::unexpected(seen.error());
    }
    Judgement judgement = judgeNow(ordinal, **seen);
    if (judgement.finding == Finding::Ready) {
        const Result<std::optional<Judgement>> holders = judgeHolders(ordinal, **seen);
        if (!holders || !*holders) {
            return holders ? Done() : tl::unexpected(holders.error());
        }
        judgement = **holders;
    }
    if (judgement.finding == Finding::Ready) {
        return begin(ordinal, std::move(row), **seen, std::move(rows));
    }
    const bool inTarget = judgement.finding == Finding::InTarget;
    row = advanced(row, inTarget ? StepEvent::SeenInTarget : StepEvent::SeenChanged, judgement.why);
    row.before = (*seen)->state;
    row.attributedTo = inTarget ? (*seen)->changedBy : QString();
    rows.push_back(row);
    return keep(std::move(rows));
}

/// Who was frozen when it was planned has no step that makes it good. Where he is free again, the
/// quarantine would freeze a person nobody has thought of. Nothing where he could not be read.
Result<std::optional<Judgement>> RunLoop::judgeHolders(int ordinal, const SubjectSeen& seen)
{
    const PlanStep& step = m_outbox.step(ordinal);
    for (const QString& holder : step.verb == Verb::Quarantine ? seen.roleHolders : std::vector<QString>{}) {
        if (!m_bystanders.wasFrozen(holder) || m_stillFrozen.contains(holder)) {
            continue;
        }
        const MaybeSeen person = readPatiently(ordinal, accountSubject(holder));
        if (!person || !*person) {
            return person ? Result<std::optional<Judgement>>(std::nullopt) : tl::unexpected(person.error());
        }
        if ((*person)->exists && !isInTargetState(Verb::Ban, (*person)->state)) {
            return Judgement{
                Finding::Changed,
                u"%1, who has a role on it, was frozen when this was planned and is %2 now; the "
                "quarantine would freeze that account."_s.arg(forCell(holder, 80), forCell((*person)->state, 40))};
        }
        m_stillFrozen.insert(holder);
    }
    return Judgement{};
}

/// A quarantine freezes everyone with a role on the project. Who is to be made good must have been
/// active before: what somebody else froze stays frozen. False where a person could not be read.
Result<bool> RunLoop::lookAtBystanders(int ordinal, std::vector<StepRow>& rows)
{
    for (const int other : m_bystanders.neededBy(ordinal)) {
        StepRow row = m_outbox.row(other);
        if (row.state != StepState::Planned || !row.before.isEmpty()) {
            continue;
        }
        const PlanStep& step = m_outbox.step(other);
        const MaybeSeen seen = readPatiently(ordinal, step.subject);
        if (!seen || !*seen) {
            return seen ? Result<bool>(false) : tl::unexpected(seen.error());
        }
        const QString trouble = identityTrouble(step.subject, step.pin, **seen);
        row.before = (*seen)->state;
        if (!trouble.isEmpty()) {
            row = advanced(row, StepEvent::SeenChanged, trouble);
        } else if (!isApplied(step.verb, **seen)) {
            row = advanced(row, StepEvent::SeenChanged,
                           u"The account was %1 before this run touched its projects; it is left so."_s.arg(
                               forCell((*seen)->state, 40)));
        } else {
            row.note = u"Seen %1 before the quarantine that freezes it."_s.arg(forCell((*seen)->state, 40));
        }
        rows.push_back(row);
    }
    return true;
}

Done RunLoop::begin(int ordinal, StepRow row, const SubjectSeen& seen, std::vector<StepRow> earlier)
{
    const Result<bool> known = lookAtBystanders(ordinal, earlier);
    if (!known || !*known) {
        return known ? Done() : tl::unexpected(known.error());
    }
    if (m_pause.stop_requested()) {
        return {};
    }
    row = advanced(row, StepEvent::Begin, u"About to be sent."_s);
    row.before = seen.state;
    ++row.attempts;
    earlier.push_back(row);
    if (Done done = keep(std::move(earlier)); !done) {
        return done; // no intent on disk, no byte on the wire
    }
    AttemptRow attempt{ordinal, row.attempts, m_clock(), 0, {}, {}};
    m_pace.sent(attempt.sentAt);
    const PlanStep& step = m_outbox.step(ordinal);
    // Without the stop token: what has begun is ended, a pause only keeps the next from beginning.
    const Sent sent = m_connector.send(step.verb, step.subject, seen, {});
    attempt.httpStatus = sent.httpStatus;
    attempt.classified = word(sent.result);
    attempt.answer = forCell(sent.answer, 300);
    return settle(row, sent, attempt);
}

Done RunLoop::settle(const StepRow& intent, const Sent& sent, const AttemptRow& attempt)
{
    if (sent.result != SendClass::Throttled) {
        m_pace.answered();
    }
    switch (sent.result) {
    case SendClass::Accepted:
        return settleAccepted(intent, attempt);
    case SendClass::Throttled:
        return settleThrottled(intent, sent, attempt);
    case SendClass::NotSent:
        return settleNotSent(intent, sent, attempt);
    case SendClass::Rejected: {
        m_breaker.failed();
        const QString note = withAnswer(u"The registry refused it."_s, sent.answer);
        const Done kept = keep({advanced(intent, StepEvent::Rejected, note)}, attempt);
        return kept ? checkBreaker() : kept;
    }
    case SendClass::Unknown:
    case SendClass::AuthLost:
        break;
    }
    const QString note = withAnswer(u"Whether it happened is not known yet."_s, sent.answer);
    if (Done kept = keep({inDoubt(intent, StepEvent::Unsure, note)}, attempt); !kept) {
        return kept;
    }
    if (sent.result == SendClass::AuthLost) {
        return stopped(ErrorKind::NeedsPerson, u"The registry has ended our session."_s,
                       u"Log in again, then resume the run"_s);
    }
    m_breaker.unknown();
    return checkBreaker();
}

Done RunLoop::settleAccepted(const StepRow& intent, const AttemptRow& attempt)
{
    const PlanStep& step = m_outbox.step(intent.ordinal);
    const StepRow accepted = advanced(intent, StepEvent::Accepted, u"The registry took it."_s);
    const Result<SubjectSeen> seen = m_connector.read(step.subject, {});
    const bool gone = step.verb == Verb::Remove && seen && !seen->exists;
    if (seen && isApplied(step.verb, *seen) && (gone || identityTrouble(step.subject, step.pin, *seen).isEmpty())) {
        m_breaker.good();
        return keep({accepted, authored(accepted, *seen, intent.attempts == 1)}, attempt);
    }
    m_breaker.unknown();
    const StepRow doubtful =
        seen ? inDoubt(accepted, StepEvent::ReadNot, u"The registry took it, but does not show it."_s)
             : inDoubt(accepted, StepEvent::Unsure, withAnswer(u"It could not be read back."_s, seen.error().what));
    if (Done kept = keep({accepted, doubtful}, attempt); !kept) {
        return kept;
    }
    if (!seen && seen.error().kind == ErrorKind::NeedsPerson) {
        return stopped(ErrorKind::NeedsPerson, seen.error().what, u"Log in again, then resume the run"_s);
    }
    return checkBreaker();
}

Done RunLoop::settleThrottled(const StepRow& intent, const Sent& sent, const AttemptRow& attempt)
{
    const Instant now = m_clock();
    StepRow row = advanced(intent, StepEvent::Throttled, u"The registry asked for patience."_s);
    row.notBefore = now + m_pace.throttled(now, sent.retryAfter);
    --row.attempts; // refused before execution: nothing was tried
    if (Done kept = keep({row}, attempt); !kept) {
        return kept;
    }
    if (m_pace.throttles() >= kMostThrottles) {
        return stopped(ErrorKind::Registry,
                       u"The registry has asked for patience %1 times in a row"_s.arg(kMostThrottles),
                       u"Resume the run later, or with a lower rate"_s);
    }
    return {};
}

Done RunLoop::settleNotSent(const StepRow& intent, const Sent& sent, const AttemptRow& attempt)
{
    const bool spent = intent.attempts >= m_settings.attempts;
    const QString note = withAnswer(spent ? u"It could not be sent, and the last attempt is spent."_s
                                          : u"It could not be sent; the registry has not seen it."_s,
                                    sent.answer);
    if (Done kept = keep({advanced(intent, spent ? StepEvent::GiveUp : StepEvent::NotSent, note)}, attempt); !kept) {
        return kept;
    }
    if (spent) {
        m_breaker.failed();
        return checkBreaker();
    }
    pauseFor(std::chrono::seconds(1LL << (intent.attempts - 1)));
    return {};
}

/// After quiescence nothing can happen late any more: one read tells what became of it.
Done RunLoop::resolve(int ordinal)
{
    m_uncertain.erase(m_uncertain.begin());
    const StepRow row = m_outbox.row(ordinal);
    const PlanStep& step = m_outbox.step(ordinal);
    const MaybeSeen read = readPatiently(ordinal, step.subject);
    if (!read || !*read) {
        return read ? Done() : tl::unexpected(read.error());
    }
    const SubjectSeen& seen = **read;
    const bool gone = step.verb == Verb::Remove && !seen.exists;
    const QString trouble = gone ? QString() : identityTrouble(step.subject, step.pin, seen);
    if (!trouble.isEmpty()) {
        return keep({advanced(row, StepEvent::GiveUp, trouble)});
    }
    if (isApplied(step.verb, seen)) {
        return keep({authored(row, seen, false)});
    }
    if (row.attempts < m_settings.attempts) {
        return keep({advanced(row, StepEvent::ReadNot, u"It has not happened; it will be tried again."_s)});
    }
    return keep({advanced(
        row, StepEvent::GiveUp,
        u"It has not happened after %1 attempts; it is %2."_s.arg(row.attempts).arg(forCell(seen.state, 40)))});
}

} // namespace cordon
