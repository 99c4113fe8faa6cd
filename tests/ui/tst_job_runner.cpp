// SPDX-License-Identifier: Apache-2.0
// Work off the ui thread: the newest answer counts, a stale one never arrives, stops are asked for.
#include "tests/ui/small_bench.h"
#include "ui/models/job_runner.h"

#include <QSemaphore>
#include <QSignalSpy>

#include <atomic>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;

namespace {

/// Blocks until it is let go or asked to stop; bounded.
int holdUntil(QSemaphore& gate, const std::stop_token& stop, int answer)
{
    for (int waited = 0; waited < kPatience && !stop.stop_requested(); waited += 5) {
        if (gate.tryAcquire(1, 5)) {
            break;
        }
    }
    return answer;
}

} // namespace

class TestJobRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aResultComesBackOnTheUiThread()
    {
        JobRunner jobs;
        QThread* worked = nullptr;
        QThread* answered = nullptr;
        QSignalSpy busy(&jobs, &JobRunner::busyChanged);
        jobs.start(
            Lane::View, this,
            [&](const JobRunner::Context&) {
                worked = QThread::currentThread();
                return 7;
            },
            [&](int) { answered = QThread::currentThread(); });
        QVERIFY(jobs.busy(Lane::View));
        QVERIFY(!jobs.idle());
        QTRY_COMPARE_WITH_TIMEOUT(answered, QThread::currentThread(), kPatience);
        QVERIFY(worked != answered);
        QVERIFY(jobs.idle());
        QCOMPARE(busy.size(), 2);
    }

    void onlyTheNewestOfALaneAnswers()
    {
        JobRunner jobs;
        QSemaphore gate;
        std::atomic<int> begun = 0;
        std::vector<int> answers;
        for (int i = 0; i < 20; ++i) {
            jobs.start(
                Lane::View, this,
                [&, i](const JobRunner::Context& job) {
                    ++begun;
                    return holdUntil(gate, job.stop(), i);
                },
                [&](int answer) { answers.push_back(answer); });
        }
        gate.release(20);
        QTRY_VERIFY_WITH_TIMEOUT(jobs.idle(), kPatience);
        QCOMPARE(answers, std::vector<int>{19});
        QVERIFY(begun <= 2); // the first, and the one that replaced all that waited
    }

    void lanesDoNotWaitForEachOther()
    {
        JobRunner jobs;
        QSemaphore gate;
        bool quick = false, slow = false;
        jobs.start(
            Lane::Run, this, [&](const JobRunner::Context& job) { return holdUntil(gate, job.stop(), 1); },
            [&](int) { slow = true; });
        jobs.start(
            Lane::View, this, [](const JobRunner::Context&) { return 1; }, [&](int) { quick = true; });
        QTRY_VERIFY_WITH_TIMEOUT(quick, kPatience);
        QVERIFY(!slow);
        gate.release();
        QTRY_VERIFY_WITH_TIMEOUT(slow, kPatience);
    }

    void anAskedStopStillBringsTheResult()
    {
        JobRunner jobs;
        QSemaphore never;
        bool stopped = false, answered = false;
        jobs.start(
            Lane::Run, this,
            [&](const JobRunner::Context& job) {
                holdUntil(never, job.stop(), 0);
                return job.stop().stop_requested();
            },
            [&](bool was) {
                stopped = was;
                answered = true;
            });
        jobs.requestStop(Lane::Run);
        jobs.requestStop(Lane::Ledger); // nothing runs there
        QTRY_VERIFY_WITH_TIMEOUT(answered, kPatience);
        QVERIFY(stopped);
    }

    void progressOfAReplacedJobIsDropped()
    {
        JobRunner jobs;
        QSemaphore gate, posted;
        std::vector<int> told;
        jobs.start(
            Lane::View, this,
            [&](const JobRunner::Context& job) {
                job.post([&] { told.push_back(1); });
                posted.release();
                return holdUntil(gate, {}, 1);
            },
            [](int) {});
        QVERIFY(posted.tryAcquire(1, kPatience)); // posted, and not delivered yet
        bool done = false;
        jobs.start(
            Lane::View, this,
            [&](const JobRunner::Context& job) {
                job.post([&] { told.push_back(2); });
                return 2;
            },
            [&](int) { done = true; });
        gate.release();
        QTRY_VERIFY_WITH_TIMEOUT(done, kPatience);
        QCOMPARE(told, std::vector<int>{2});
    }

    void nothingArrivesWhereTheReceiverIsGone()
    {
        JobRunner jobs;
        bool answered = false;
        auto receiver = std::make_unique<QObject>();
        jobs.start(
            Lane::View, receiver.get(), [](const JobRunner::Context&) { return 1; }, [&](int) { answered = true; });
        receiver.reset();
        QTRY_VERIFY_WITH_TIMEOUT(jobs.idle(), kPatience);
        QVERIFY(!answered);
    }

    void closingKeepsTheLastDraftAndDropsTheRest()
    {
        std::vector<int> drafts;
        bool answered = false;
        {
            JobRunner jobs;
            QSemaphore gate(1);
            for (int i = 1; i <= 3; ++i) {
                jobs.start(
                    Lane::Draft, this,
                    [&, i](const JobRunner::Context&) {
                        gate.acquire();
                        drafts.push_back(i);
                        gate.release();
                        return i;
                    },
                    [&](int) { answered = true; });
            }
        }
        QCoreApplication::processEvents();
        QVERIFY(!drafts.empty());
        QCOMPARE(drafts.back(), 3);
        QVERIFY(!answered);
    }

    void aSupersededFilterNeverShowsItsAnswer()
    {
        SmallBench small;
        QSignalSpy answers(&small.bench, &Workbench::viewChanged);
        QVERIFY(!small.bench.setFilterText(QStringLiteral("domain:gmail.com")));
        QCoreApplication::processEvents(); // the question is on its way
        QVERIFY(!small.bench.setFilterText(QStringLiteral("domain:inbox.ru")));
        small.settle();
        QCOMPARE(small.bench.view()->text, QStringLiteral("domain:inbox.ru"));
        QCOMPARE(small.bench.view()->count(Table::Accounts), 4);
        QVERIFY(answers.size() <= 2);
    }
};

QTEST_GUILESS_MAIN(TestJobRunner)
#include "tst_job_runner.moc"
