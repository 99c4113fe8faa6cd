// SPDX-License-Identifier: Apache-2.0
#include "core/query/filter.h"
#include "tests/unit/index/tiny_index.h"

using namespace cordon;
using cordon::test::tinyIndex;

namespace {

constexpr const char* kRows = R"(
    account a a@inbox.ru 2025-06-09 2fa=totp
    account b b@inbox.ru 2025-06-09 2fa=totp
    account c c@icloud.com 2025-06-09 2fa=webauthn
    account d d@uni.edu 2025-06-09
    project p a 2025-06-10
    project q a 2025-06-10
    role p b Maintainer
    report project:p zoe is_spam 2025-06-11
    report project:q zoe is_malware 2025-06-11
    report project:q ann is_malware 2025-06-11
)";

/// `|` is the cursor.
void row(const char* text, const char* piece, const char* words)
{
    QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(piece) << QString::fromUtf8(words);
}

} // namespace

class CompletionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offersWhatCouldStandAtTheCursor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("piece"); // what a word would replace
        QTest::addColumn<QString>("words");
        row("dom|", "dom", "domain:");
        row("DE|", "DE", "decided:");
        row("flagged em|", "em", "email: empty:");
        row("-pro|", "pro", "projects: protected:");
        row("(re|)", "re", "releases: repo: reports: reporter: reported-kind:");
        row("do|main:x", "domain:", "domain:");
        row("domain:|", "", "inbox.ru icloud.com uni.edu");
        row("domain:i|", "i", "inbox.ru icloud.com");
        row("domain:in|box.com x", "inbox.com", "inbox.ru");
        row("domain:uni.edu,IC|", "IC", "icloud.com");
        row("-(domain:u|)", "u", "uni.edu");
        row("empty:|", "", "yes no");
        row("2fa:|", "", "yes no totp webauthn");
        row("verb:re|", "re", "reinstate remove");
        row("state:q|", "q", "quarantine-enter quarantine-exit");
        row("kind:|", "", "account project domain");
        row("role:|", "", "Owner Maintainer");
        row("reporter:|", "", "zoe ann");
        row("reported-kind:|", "", "is_malware is_spam");
        row("repo:y|", "y", "yes");
        row("joined:2|", "2", "");
        row("nofield:x|", "x", "");
        row("zzz|", "zzz", "");
        row("\"dom|", "", ""); // inside a quoted text
        row("\"a \\\" dom|", "", "");
        row("\"a\" dom|", "dom", "domain:");
    }
    void offersWhatCouldStandAtTheCursor()
    {
        QFETCH(QString, text);
        QFETCH(QString, piece);
        QFETCH(QString, words);
        const auto index = tinyIndex(kRows);
        const int cursor = static_cast<int>(text.indexOf(u'|'));
        text.remove(cursor, 1);
        const Completion found = completionsAt(text, cursor, *index);
        QCOMPARE(text.sliced(found.from, found.length), piece);
        QCOMPARE(found.words.join(u' '), words);
    }

    void valuesComeWithTheirCounts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("counted");
        const auto counted = [](const char* text, const char* words) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(words);
        };
        counted("domain:", "inbox.ru=2 icloud.com=1 uni.edu=1");
        counted("state:", "active=5 quarantine-enter=1 frozen=0 quarantine-exit=0 archived=0 removed=0");
        counted("verb:", "ban=1 quarantine=0 clear=0 reinstate=0 prohibit=0 permit=0 remove=0 dismiss=0");
        counted("kind:", "account=4 project=2 domain=3");
        counted("reporter:", "zoe=2 ann=1");
        counted("reported-kind:", "is_malware=2 is_spam=1");
        counted("role:", "Owner=2 Maintainer=1");
        counted("2fa:", "yes=-1 no=-1 totp=2 webauthn=1");
        counted("in:", "wave=12 old=3");
        counted("in:o", "old=3");
        counted("fla", "flagged:=-1");
    }
    void valuesComeWithTheirCounts()
    {
        QFETCH(QString, text);
        QFETCH(QString, counted);
        const QByteArray rows =
            QByteArray(kRows).replace("project p a 2025-06-10", "project p a 2025-06-10 state=quarantine-enter") +
            "    decide account:b ban\n";
        const auto index = tinyIndex(rows.constData());
        const Completion found = completionsAt(text, static_cast<int>(text.size()), *index,
                                               {{QStringLiteral("old"), 3}, {QStringLiteral("wave"), 12}});
        QCOMPARE(found.counts.size(), static_cast<std::size_t>(found.words.size()));
        QStringList words;
        for (qsizetype i = 0; i < found.words.size(); ++i) {
            words << QString(found.words[i] + u'=' + QString::number(found.counts[static_cast<std::size_t>(i)]));
        }
        QCOMPARE(words.join(u' '), counted);
    }

    void anEmptyTextOffersEveryField()
    {
        const auto index = tinyIndex(kRows);
        const Completion found = completionsAt(u"", 0, *index);
        QCOMPARE(found.words.size(), filterFields().size());
        QCOMPARE(found.words.front(), QStringLiteral("kind:"));
    }

    void aCursorOutsideTheTextIsBroughtBack()
    {
        const auto index = tinyIndex(kRows);
        QCOMPARE(completionsAt(u"dom", 99, *index).words, QStringList{QStringLiteral("domain:")});
        QCOMPARE(completionsAt(u"dom", -5, *index).from, 0);
    }

    void everyFieldOfTheCoreIsKnown()
    {
        const QString core = QStringLiteral("kind domain name email joined created empty flagged open decided verb "
                                            "reports protected in");
        for (const QString& field : core.split(u' ')) {
            QVERIFY2(filterFields().contains(field), qPrintable(field));
        }
    }
};

QTEST_APPLESS_MAIN(CompletionTest)
#include "tst_completion.moc"
