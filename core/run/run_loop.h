// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/run/breaker.h"
#include "core/run/bystanders.h"
#include "core/run/judge.h"
#include "core/run/outbox.h"
#include "core/run/pace.h"
#include "core/run/step_machine.h"

#include <set>

namespace cordon {

using Sleep = std::function<void(std::chrono::milliseconds, std::stop_token)>;

/// One sitting of a run: takes what is ready, reads what is uncertain, sleeps where nothing else is
/// left to do. Lives as long as one call of Executor::execute.
class RunLoop {
public:
    RunLoop(Outbox& outbox, RegistryConnector& connector, const Plan& plan, const Identity& identity,
            const RunSettings& settings, Clock clock, Sleep sleep, std::stop_token pause);

    /// Until nothing is left or the pause is asked for. The error says why it stopped early.
    [[nodiscard]] Done run();

private:
    /// A read, or nothing where the step has to stay as it is for now.
    using MaybeSeen = Result<std::optional<SubjectSeen>>;

    [[nodiscard]] Done recover();
    void sortIn();
    [[nodiscard]] Done round();
    [[nodiscard]] std::optional<int> nextReady() const;
    [[nodiscard]] bool isHeldBack(int ordinal) const;
    void sleepUntilNext();
    void pauseFor(std::chrono::milliseconds time) { m_sleep(time, m_pause); }

    [[nodiscard]] Done perform(int ordinal);
    [[nodiscard]] Done begin(int ordinal, StepRow row, const SubjectSeen& seen, std::vector<StepRow> earlier);
    [[nodiscard]] Judgement judgeNow(int ordinal, const SubjectSeen& seen) const;
    [[nodiscard]] Result<std::optional<Judgement>> judgeHolders(int ordinal, const SubjectSeen& seen);
    [[nodiscard]] Result<bool> lookAtBystanders(int ordinal, std::vector<StepRow>& rows);
    [[nodiscard]] Done settle(const StepRow& intent, const Sent& sent, const AttemptRow& attempt);
    [[nodiscard]] Done settleAccepted(const StepRow& intent, const AttemptRow& attempt);
    [[nodiscard]] Done settleThrottled(const StepRow& intent, const Sent& sent, const AttemptRow& attempt);
    [[nodiscard]] Done settleNotSent(const StepRow& intent, const Sent& sent, const AttemptRow& attempt);
    [[nodiscard]] Done resolve(int ordinal);

    [[nodiscard]] StepRow authored(const StepRow& row, const SubjectSeen& seen, bool oneAccepted) const;
    [[nodiscard]] StepRow inDoubt(const StepRow& row, StepEvent event, const QString& note) const;
    [[nodiscard]] Done keep(std::vector<StepRow> rows, const std::optional<AttemptRow>& attempt = {});
    [[nodiscard]] Done checkBreaker() const;

    [[nodiscard]] MaybeSeen readPatiently(int ordinal, const Subject& subject);
    [[nodiscard]] MaybeSeen putOff(int ordinal, const Error& error);
    [[nodiscard]] tl::unexpected<Error> stopped(ErrorKind kind, const QString& what, const QString& next) const;

    Outbox& m_outbox;
    RegistryConnector& m_connector;
    const Plan& m_plan;
    QStringList m_ourNames;
    RunSettings m_settings;
    Clock m_clock;
    Sleep m_sleep;
    std::stop_token m_pause;

    Bystanders m_bystanders;
    Breaker m_breaker;
    Pace m_pace;
    std::set<int> m_ready;                         ///< Planned, by ordinal
    std::set<std::pair<Instant, int>> m_uncertain; ///< Unknown, by when it may be read
    std::set<int> m_putOff;                        ///< could not be read this time
    std::set<QString> m_stillFrozen;               ///< role holders, read once a sitting
    int m_putOffInRow = 0;
    QString m_putOffWhy;
};

} // namespace cordon
