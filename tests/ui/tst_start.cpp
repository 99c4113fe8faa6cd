// SPDX-License-Identifier: Apache-2.0
// The window as the program makes it: with the workspace it is to open.
#include "core/domain/digest.h"
#include "tests/ui/person.h"
#include "tests/ui/small_bench.h"
#include "ui/window/main_window.h"

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

class TestStart : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::unique_ptr<MainWindow> started(const QString& workspace) const
    {
        auto window = std::make_unique<MainWindow>(WindowOptions{{}, {}, {}, workspace});
        window->show();
        window->activateWindow();
        return window;
    }

private Q_SLOTS:
    void theGivenFolderIsMadeAndOpened()
    {
        const QString folder = m_folder.filePath(u"workspace"_s);
        for (int time = 0; time < 2; ++time) { // it is missing, then it is there
            const auto window = started(folder);
            QVERIFY(QTest::qWaitForWindowActive(window.get()));
            QTRY_VERIFY_WITH_TIMEOUT(window->parts().bench->writable(), kPatience);
            QVERIFY(QFileInfo::exists(folder + u"/journal.db"_s));
            QVERIFY(window->windowTitle().contains(u"workspace"_s));
        }
    }

    void whatIsNoFolderIsSaid()
    {
        QFile file(m_folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto window = started(file.fileName());
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QVERIFY(Person::isAsked("errorDialog"));
        QVERIFY(!window->parts().bench->isOpen());
        Person::key(Qt::Key_Escape);
        QVERIFY(Person::isBack());
    }

    void aWindowThatIsClosedAtOnceTakesNothingWithIt()
    {
        started(m_folder.filePath(u"another"_s)).reset();
        const auto window = started(m_folder.filePath(u"another"_s)); // nothing is locked or half made
        QTRY_VERIFY_WITH_TIMEOUT(window->parts().bench->writable(), kPatience);
    }
};

QTEST_MAIN(TestStart)
#include "tst_start.moc"
