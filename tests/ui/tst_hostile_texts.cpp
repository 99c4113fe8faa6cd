// SPDX-License-Identifier: Apache-2.0
// The whole window over names and texts that want to be more than text: on every page, in the plan,
// in the dialogs.
#include "tests/ui/console.h"
#include "tests/ui/widget_walk.h"
#include "ui/theme/theme.h"

#include <QDir>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

// The registry's own rules keep such names out, line by line; free texts come in as they are.
const QByteArray kAccounts = "username,email,email_verified,date_joined,two_factor,signup_ip\n"
                             "mallory1,a@inbox.ru,true,2025-06-09T10:00:00Z,<b>none</b>,203.0.113.1\n"
                             "mallory2,b@inbox.ru,true,2025-06-09T10:01:00Z,\xe2\x80\xaenone,203.0.113.2\n"
                             "<img src=x>,c@inbox.ru,true,2025-06-09T10:02:00Z,none,203.0.113.3\n"
                             "safe\xe2\x80\xaegnp,d@inbox.ru,true,2025-06-09T10:03:00Z,none,203.0.113.4\n";
const QByteArray kProjects =
    "project,normalized,owner,created,releases,files,total_bytes,py_modules,console_scripts,repo_url,publisher\n"
    "evil-one,evil-one,mallory1,2025-06-26T10:00:00Z,1,1,1,0,0,javascript:alert(1),<b>token</b>\n"
    "evil-two,evil-two,mallory2,2025-06-26T10:01:00Z,1,1,1,0,0,,\xe2\x80\xaenekot\n";
const QByteArray kRoles = "project,username,role\nevil-one,mallory1,Owner\nevil-one,mallory2,Maintainer\n"
                          "evil-two,mallory2,Owner\n";
const QByteArray kReports = "project,observer,trusted,kind,created,summary\n"
                            "evil-one,<i>obs</i>,true,is_malware,2025-06-28T11:00:07Z,<a href=x>\xe2\x80\x8bsee</a>\n";

} // namespace

class TestHostileTexts : public QObject {
    Q_OBJECT

    std::unique_ptr<Console> m_console;

    [[nodiscard]] QStringList rich() const
    {
        QStringList troubles;
        for (const QWidget* widget : QApplication::topLevelWidgets()) {
            if (widget->isVisible()) {
                troubles << richTextsUnder(*widget);
            }
        }
        return troubles;
    }

private Q_SLOTS:
    void initTestCase()
    {
        ui::applyTheme(ui::ThemeChoice::Light);
        m_console = std::make_unique<Console>();
        const QString folder = m_console->folder.filePath(u"hostile"_s);
        QVERIFY(QDir().mkpath(folder));
        writeAll(folder + u"/accounts.csv"_s, kAccounts);
        writeAll(folder + u"/projects.csv"_s, kProjects);
        writeAll(folder + u"/roles.csv"_s, kRoles);
        writeAll(folder + u"/reports.csv"_s, kReports);
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
        QVERIFY(m_console->makeWorkspace());
        Person::ctrl(Qt::Key_I);
        QVERIFY(Person::isAsked("importDialog"));
        Person::retype(folder);
        Person::key(Qt::Key_Return);
        QVERIFY(Person::isAsked("importedDialog"));
        QCOMPARE(rich(), QStringList()); // the lines that were refused, with their names
        QVERIFY(!QApplication::activeWindow()->grab().isNull());
        Person::key(Qt::Key_Escape);
        QVERIFY(Person::isBack());
        QVERIFY(Person::sees("filterStatus", u"2 accounts + 2 projects"_s));
    }
    void cleanupTestCase() { m_console.reset(); }

    void everyPageShowsThemAsText()
    {
        for (const int page : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5}) {
            Person::ctrl(page);
            for (int row = 0; row < 4; ++row) {
                QCOMPARE(rich(), QStringList());
                QVERIFY(!m_console->window->grab().isNull());
                Person::key(Qt::Key_Down);
            }
        }
    }

    void thePlanNamesThemVisibly()
    {
        Person::ctrl(Qt::Key_3);
        QVERIFY(Person::hasFocus("projectsView"));
        Person::ctrl(Qt::Key_A);
        Person::type(u"q"_s);
        QVERIFY(Console::justify(u"<b>Texts</b> that want to be more."_s));
        QVERIFY(Console::check() > 0);
        QCOMPARE(rich(), QStringList());
        QVERIFY(Person::sees("planWords", u"evil-one"_s));
    }

    void theEvidenceQuotesThemVisibly()
    {
        Person::ctrl(Qt::Key_3);
        QVERIFY(Person::hasFocus("projectsView"));
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Escape); // to the evidence, whatever was open
        Person::type(u"r"_s);
        bool quoted = false;
        for (const QLabel* label : m_console->window->findChildren<QLabel*>()) {
            quoted = quoted || (label->isVisible() && label->text().contains(u"<a href=x>⟦U+200B⟧see</a>"_s));
        }
        QVERIFY(quoted);
        QCOMPARE(rich(), QStringList());
    }

    void theLedgerTellsOfThemVisibly()
    {
        Person::ctrl(Qt::Key_5);
        QVERIFY(Person::hasFocus("ledgerView"));
        for (int row = 0; row < 4; ++row) {
            Person::key(Qt::Key_Down);
            QCOMPARE(rich(), QStringList());
        }
    }

    void leftOutRowsAreNamedVisibly()
    {
        Person::ctrl(Qt::Key_2);
        QVERIFY(Person::hasFocus("accountsView"));
        Person::key(Qt::Key_Home);
        for (int row = 0; row < 2; ++row) {
            Person::type(u"x"_s);
            Person::key(Qt::Key_Down);
        }
        Person::key(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(Person::isAsked("leftOutDialog"));
        QCOMPARE(rich(), QStringList());
        QVERIFY(!hasHiddenCharacters(Person::hears()));
        Person::key(Qt::Key_Escape);
        QVERIFY(Person::isBack());
    }
};

QTEST_MAIN(TestHostileTexts)
#include "tst_hostile_texts.moc"
