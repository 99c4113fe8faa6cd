// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>
#include <QRunnable>
#include <QThreadPool>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace cordon::ui {

/// One kind of work. In a lane one job runs at a time; a newer one stops the running one, whose
/// result is then dropped, and replaces one that still waits. Ticks alone replace nothing: each is what
/// a person asked for, and they are done in order.
enum class Lane {
    Workspace, ///< open, import: what replaces the picture
    Carry,     ///< the working set into a new picture
    View,      ///< filter, groups, order, histograms
    Facets,    ///< counts per value
    Offers,    ///< what could stand at the filter's cursor
    Groups,    ///< figures of the groups that are looked at
    Marks,     ///< tick marks that follow from other rows'
    Ticks,     ///< which rows a key ticks, where that takes a walk over all of them
    Preview,   ///< the plan tray's live figures
    Check,     ///< keep the selection, compile the plan
    Run,       ///< apply, cancel the rest
    Registry,  ///< credentials, log-in
    Lists,     ///< runs, one run's steps
    Ledger,    ///< lines, verify, export
    Report,    ///< preview, write
    Draft,     ///< keep what is being typed
};

/// Runs blocking work on threads of its own and brings results back as queued calls. The window's
/// only way to do anything slow. Thread: ui.
class JobRunner : public QObject {
    Q_OBJECT
public:
    /// What a job may use from its thread.
    class Context {
    public:
        Context(std::stop_token stop, JobRunner* runner, Lane lane, std::uint64_t number)
            : m_stop(std::move(stop)), m_runner(runner), m_lane(lane), m_number(number)
        {
        }
        [[nodiscard]] std::stop_token stop() const { return m_stop; }
        /// Runs f on the ui thread, unless the job has been replaced by then.
        template<class F>
        void post(F f) const
        {
            JobRunner* runner = m_runner;
            const Lane lane = m_lane;
            const std::uint64_t number = m_number;
            QMetaObject::invokeMethod(
                runner,
                [runner, lane, number, call = std::move(f)]() mutable {
                    if (runner->isCurrent(lane, number)) {
                        call();
                    }
                },
                Qt::QueuedConnection);
        }

    private:
        std::stop_token m_stop;
        JobRunner* m_runner;
        Lane m_lane;
        std::uint64_t m_number;
    };

    explicit JobRunner(QObject* parent = nullptr);
    /// Asks everything to stop and waits.
    ~JobRunner() override;

    /// `work(Context)` runs on a thread, `then(result)` here, unless `receiver` is gone or the job
    /// was replaced.
    template<class Work, class Then>
    void start(Lane lane, QObject* receiver, Work work, Then then)
    {
        enqueue(lane, [this, lane, receiver = QPointer<QObject>(receiver), work = std::move(work),
                       then = std::move(then)](std::uint64_t number, std::stop_token stop) mutable {
            return std::unique_ptr<QRunnable>(new Task<Work, Then>(Context(std::move(stop), this, lane, number), this,
                                                                   lane, number, receiver, std::move(work),
                                                                   std::move(then)));
        });
    }

    /// Asks the lane's job to stop; its result still arrives.
    void requestStop(Lane lane);
    [[nodiscard]] bool busy(Lane lane) const;
    [[nodiscard]] bool idle() const;
    /// Stops all lanes, drops what waits and what they would bring, and waits for the threads.
    void stopAndWait();

Q_SIGNALS:
    void busyChanged(cordon::ui::Lane lane, bool busy);

private:
    struct LaneState {
        std::uint64_t oldest = 0; ///< what jobs before this one bring is dropped
        bool running = false;
        std::stop_source stop;
        std::deque<std::function<void()>> waiting;
    };

    template<class Work, class Then>
    class Task : public QRunnable {
    public:
        Task(Context context, JobRunner* runner, Lane lane, std::uint64_t number, QPointer<QObject> receiver, Work work,
             Then then)
            : m_context(std::move(context)), m_runner(runner), m_lane(lane), m_number(number),
              m_receiver(std::move(receiver)), m_work(std::move(work)), m_then(std::move(then))
        {
        }
        void run() override
        {
            using R = std::invoke_result_t<Work&, const Context&>;
            auto result = std::make_unique<R>(m_work(m_context));
            // The functor is taken by move: results such as an open session cannot be copied.
            QMetaObject::invokeMethod(
                m_runner,
                [runner = m_runner, lane = m_lane, number = m_number, receiver = m_receiver, then = std::move(m_then),
                 result = std::move(result)]() mutable {
                    if (runner->finished(lane, number) && receiver) {
                        then(std::move(*result));
                    }
                },
                Qt::QueuedConnection);
        }

    private:
        Context m_context;
        JobRunner* m_runner;
        Lane m_lane;
        std::uint64_t m_number;
        QPointer<QObject> m_receiver;
        Work m_work;
        Then m_then;
    };

    template<class Make>
    void enqueue(Lane lane, Make make)
    {
        LaneState& state = m_lanes[lane];
        const std::uint64_t number = ++m_lastNumber;
        const bool replaces = lane != Lane::Ticks;
        if (replaces) {
            state.oldest = number;
            state.waiting.clear();
        }
        // std::function wants a copyable target; the maker is used once.
        const auto maker = std::shared_ptr<Make>(new Make(std::move(make)));
        std::function<void()> launch = [this, lane, number, maker] {
            LaneState& mine = m_lanes[lane];
            mine.running = true;
            mine.stop = std::stop_source();
            m_pool.start((*maker)(number, mine.stop.get_token()).release());
        };
        if (state.running) {
            if (replaces) {
                state.stop.request_stop();
            }
            state.waiting.push_back(std::move(launch));
            return;
        }
        launch();
        Q_EMIT busyChanged(lane, true);
    }

    void launchNext(LaneState& state);
    /// True where the result still counts. Starts what waits.
    bool finished(Lane lane, std::uint64_t number);
    [[nodiscard]] bool isCurrent(Lane lane, std::uint64_t number) const;

    QThreadPool m_pool;
    std::map<Lane, LaneState> m_lanes;
    std::uint64_t m_lastNumber = 0;
};

} // namespace cordon::ui
