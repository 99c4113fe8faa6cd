// SPDX-License-Identifier: Apache-2.0
// A run that is broken off, hard and softly, and goes on: no step may happen twice. The registry's
// own record is the referee; it writes a repeated quarantine again.
#include "tests/cli/campaign.h"
#include "tests/support/simulator_process.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestInterrupted : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_registry = std::make_unique<SimulatorProcess>(sourceFile(u"resources/demo"_s));
        QVERIFY(!m_registry->url().isEmpty());
        m_ctl = std::make_unique<Ctl>(m_folder->filePath(u"workspace"_s));
        CORDON_ENDED((*m_ctl)({u"init"_s}), 0);
        CORDON_ENDED((*m_ctl)({u"import"_s, sourceFile(u"resources/demo"_s)}), 0);
        CORDON_ENDED((*m_ctl)({u"registry"_s, u"add"_s, u"rehearsal"_s, m_registry->url()}), 0);
        CORDON_ENDED((*m_ctl)({u"select"_s, u"wave"_s, u"--where"_s, u"domain:inbox.ru joined:2025-06-11 empty:yes"_s}),
                     0);
        const Ran plan = m_ctl->json({u"plan"_s, u"--select"_s, u"wave"_s, u"--verbs"_s, u"quarantine"_s, u"--policy"_s,
                                      u"squatting"_s, u"--reason"_s, u"Empty projects of one wave."_s, u"-o"_s,
                                      m_folder->filePath(u"plan"_s)});
        CORDON_ENDED(plan, 0);
        m_steps = plan.json()["steps"_L1].toInt();
        QVERIFY(m_steps > 100);
    }

    void killedAndResumedNoStepHappensTwice()
    {
        // At three depths; the last one goes to the end.
        for (const int lines : {5, 120, 250}) {
            QProcess process;
            startBound(process, u"cordonctl"_s, m_ctl->fullArguments(applying({u"--resume"_s})));
            QVERIFY(waitForEffects(process, lines));
            process.kill();
            QVERIFY(process.waitForFinished(10'000));
            QCOMPARE(process.exitStatus(), QProcess::CrashExit);
            // Without the word it does not go on by itself.
            const Ran unasked = (*m_ctl)(applying({}));
            CORDON_ENDED(unasked, 6);
            QVERIFY(unasked.err.contains("--resume"));
        }
        const Ran resumed = m_ctl->json(applying({u"--resume"_s}));
        CORDON_ENDED(resumed, 0);
        QCOMPARE(resumed.json()["done"_L1].toInt() + resumed.json()["already"_L1].toInt(), m_steps);
        noStepHappenedTwice();
        CORDON_ENDED((*m_ctl)({u"ledger"_s, u"verify"_s}), 0);
    }

    void interruptedByTheUserItPausesInGoodOrder()
    {
        QProcess process;
        startBound(process, u"cordonctl"_s, m_ctl->fullArguments(QStringList{u"--json"_s} + applying({})));
        QVERIFY(waitForEffects(process, 50));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(120'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        const QJsonObject paused = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QVERIFY(paused["done"_L1].toInt() > 0);
        QVERIFY(paused["waiting"_L1].toInt() > 0);
        QCOMPARE(paused["uncertain"_L1].toInt(), 0); // nothing is half-done
        const Ran runs = m_ctl->json({u"runs"_s});
        CORDON_ENDED(runs, 0);
        QCOMPARE(runs.json()["runs"_L1][0]["state"_L1].toString(), u"paused"_s);

        CORDON_ENDED((*m_ctl)(applying({})), 6);
        const Ran resumed = m_ctl->json(applying({u"--resume"_s}));
        CORDON_ENDED(resumed, 0);
        QCOMPARE(resumed.json()["done"_L1].toInt(), m_steps);
        noStepHappenedTwice();
        CORDON_ENDED((*m_ctl)({u"ledger"_s, u"verify"_s}), 0);
    }

    void aSecondWriterIsToldWhoHoldsTheWorkspace()
    {
        QProcess process;
        startBound(process, u"cordonctl"_s, m_ctl->fullArguments(applying({u"--rate"_s, u"2"_s})));
        QVERIFY(waitForEffects(process, 1));
        const Ran second = (*m_ctl)({u"select"_s, u"other"_s, u"--where"_s, u"domain:inbox.ru"_s});
        CORDON_ENDED(second, 6);
        QVERIFY2(second.err.contains(QByteArray::number(process.processId())), second.words().constData());
        CORDON_ENDED((*m_ctl)({u"groups"_s, u"--of"_s, u"accounts"_s}), 0); // looking is allowed
        process.kill();
        QVERIFY(process.waitForFinished(10'000));
        CORDON_ENDED((*m_ctl)({u"select"_s, u"other"_s, u"--where"_s, u"domain:inbox.ru"_s}), 0);
    }

private:
    [[nodiscard]] QStringList applying(const QStringList& options) const
    {
        return QStringList{u"apply"_s, m_folder->filePath(u"plan"_s), u"--credentials"_s,
                           m_registry->credentialsFile()} +
               options;
    }

    /// True once the registry has written so many lines while the program still runs.
    [[nodiscard]] bool waitForEffects(QProcess& process, int lines) const
    {
        QElapsedTimer waited;
        waited.start();
        while (readAll(m_registry->effectsFile()).count('\n') < lines && waited.elapsed() < 60'000) {
            if (process.waitForFinished(2)) {
                return false;
            }
        }
        return process.state() == QProcess::Running;
    }

    void noStepHappenedTwice() const
    {
        const auto effects = m_registry->effects();
        QSet<QString> seen;
        for (const QJsonObject& effect : effects) {
            const QString line = effect["kind"_L1].toString() + u':' + effect["subject"_L1].toString() + u' ' +
                                 effect["after"_L1].toString();
            QVERIFY2(!seen.contains(line), qPrintable(line));
            seen.insert(line);
        }
        const auto quarantined = std::count_if(effects.begin(), effects.end(), [](const QJsonObject& effect) {
            return effect["after"_L1].toString() == "quarantine-enter"_L1;
        });
        QCOMPARE(int(quarantined), quarantines());
    }

    [[nodiscard]] int quarantines() const
    {
        const Ran ran = m_ctl->json({u"groups"_s, u"--of"_s, u"projects"_s, u"--where"_s, u"in:wave"_s});
        return ran.json()["groups"_L1][0]["projects"_L1].toInt();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SimulatorProcess> m_registry;
    std::unique_ptr<Ctl> m_ctl;
    int m_steps = 0;
};

QTEST_GUILESS_MAIN(TestInterrupted)
#include "tst_interrupted.moc"
