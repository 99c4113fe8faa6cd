// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "tests/support/support.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>
#include <QUrl>

#include <array>

using namespace cordon;
using namespace Qt::StringLiterals;

namespace {

/// Texts made of the awkward parts of Unicode, the same ones at every run.
QString hostileText(QRandomGenerator& random)
{
    static const std::array<QString, 30> kParts{
        u"a"_s,      u"Z9"_s,     u" "_s,      u"\n"_s,     u"\r\n"_s,       u"\t"_s,         u"\u202E"_s,
        u"\u200B"_s, u"\u0301"_s, u"\uFE0F"_s, u"\u034F"_s, u"\u00A0"_s,     u"⟦"_s,          u"⟧"_s,
        u"…"_s,      u"\u0085"_s, u"\u2028"_s, u"<b>"_s,    u"&amp;"_s,      u"'\""_s,        u"=1+1"_s,
        u"＝"_s,     u"../"_s,    u"%2e"_s,    u"рурі"_s,   u"\U0001F600"_s, u"\U000E0041"_s, u"\u0300"_s.repeated(40),
        u"\\"_s,     u"|"_s,
    };
    QString text;
    const int parts = random.bounded(40);
    for (int i = 0; i < parts; ++i) {
        if (random.bounded(8) == 0) {
            text += QChar(static_cast<char16_t>(random.bounded(0x10000)));
        } else {
            text += kParts[static_cast<std::size_t>(random.bounded(int{kParts.size()}))];
        }
    }
    return text;
}

bool showsEverything(QStringView text, bool breaksAllowed = false)
{
    for (const uint c : text.toUcs4()) {
        const QChar::Category category = QChar::category(c);
        const bool allowed = breaksAllowed && c == U'\n';
        if (!allowed && (category == QChar::Other_Control || category == QChar::Other_Format)) {
            return false;
        }
    }
    return true;
}

} // namespace

class TestVisibleText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hiddenCharactersBecomeTokens_data()
    {
        QTest::addColumn<QString>("hidden");
        QTest::addColumn<QString>("token");
        const auto row = [](const char* name, char32_t c, const QString& token) {
            QTest::newRow(name) << QStringView(QChar::fromUcs4(c)).toString() << token;
        };
        row("NUL", 0x0, u"⟦U+0000⟧"_s);
        row("TAB", 0x9, u"⟦U+0009⟧"_s);
        row("line feed", 0xA, u"⟦U+000A⟧"_s);
        row("escape", 0x1B, u"⟦U+001B⟧"_s);
        row("delete", 0x7F, u"⟦U+007F⟧"_s);
        row("next line", 0x85, u"⟦U+0085⟧"_s);
        row("no-break space", 0xA0, u"⟦U+00A0⟧"_s);
        row("soft hyphen", 0xAD, u"⟦U+00AD⟧"_s);
        row("grapheme joiner", 0x34F, u"⟦U+034F⟧"_s);
        row("Arabic letter mark", 0x61C, u"⟦U+061C⟧"_s);
        row("Hangul filler", 0x115F, u"⟦U+115F⟧"_s);
        row("Mongolian selector", 0x180B, u"⟦U+180B⟧"_s);
        row("em space", 0x2003, u"⟦U+2003⟧"_s);
        row("zero-width space", 0x200B, u"⟦U+200B⟧"_s);
        row("non-joiner", 0x200C, u"⟦U+200C⟧"_s);
        row("joiner", 0x200D, u"⟦U+200D⟧"_s);
        row("left-to-right mark", 0x200E, u"⟦U+200E⟧"_s);
        row("line separator", 0x2028, u"⟦U+2028⟧"_s);
        row("override", 0x202E, u"⟦U+202E⟧"_s);
        row("word joiner", 0x2060, u"⟦U+2060⟧"_s);
        row("invisible plus", 0x2064, u"⟦U+2064⟧"_s);
        row("isolate", 0x2066, u"⟦U+2066⟧"_s);
        row("Braille blank", 0x2800, u"⟦U+2800⟧"_s);
        row("ideographic space", 0x3000, u"⟦U+3000⟧"_s);
        row("Hangul filler 2", 0x3164, u"⟦U+3164⟧"_s);
        row("private use", 0xE000, u"⟦U+E000⟧"_s);
        row("variation selector", 0xFE0F, u"⟦U+FE0F⟧"_s);
        row("byte order mark", 0xFEFF, u"⟦U+FEFF⟧"_s);
        row("halfwidth filler", 0xFFA0, u"⟦U+FFA0⟧"_s);
        row("noncharacter", 0xFFFF, u"⟦U+FFFF⟧"_s);
        row("tag letter", 0xE0041, u"⟦U+E0041⟧"_s);
        row("variation selector 17", 0xE0100, u"⟦U+E0100⟧"_s);
        QTest::newRow("half a pair") << QString(QChar(0xD83D)) << u"⟦U+D83D⟧"_s;
        QTest::newRow("other half") << QString(QChar(0xDE00)) << u"⟦U+DE00⟧"_s;
    }
    void hiddenCharactersBecomeTokens()
    {
        QFETCH(QString, hidden);
        QFETCH(QString, token);
        const QString bait = u"re"_s + hidden + u"quests"_s;
        const QString shown = u"re"_s + token + u"quests"_s;
        QCOMPARE(forCell(bait), shown);
        QVERIFY(hasHiddenCharacters(bait));
        QCOMPARE(forDetail(bait), hidden == u"\n" ? bait : shown);
        QCOMPARE(forHtml(bait), shown);
        QCOMPARE(forLog(bait), shown);
    }

    void honestTextStaysAsItIs()
    {
        for (const QString& text : {u"requests"_s, u"Straße 9"_s, u"пример"_s, u"日本語"_s, u"e\u0301"_s,
                                    u"\U0001F600"_s, u"हिन्दी"_s, u"a  b"_s, QString()}) {
            QCOMPARE(forCell(text), text);
            QCOMPARE(forDetail(text), text);
            QVERIFY(!hasHiddenCharacters(text));
        }
    }

    void detailKeepsLineBreaks()
    {
        QCOMPARE(forDetail(u"one\r\ntwo\nthree\rfour\tfive"), u"one\ntwo\nthree⟦U+000D⟧four⟦U+0009⟧five"_s);
    }

    void cellsEndAtTheLimit()
    {
        QCOMPARE(forCell(u"abcdef", 6), u"abcdef"_s);
        QCOMPARE(forCell(u"abcdefg", 6), u"abcdef…"_s);
        QCOMPARE(forCell(u"\U0001F600\U0001F600\U0001F600", 2), u"\U0001F600\U0001F600…"_s);
        QCOMPARE(forCell(u"ab\u202E", 6), u"ab…"_s); // never half a token
        QCOMPARE(forCell(u"ab", 0), u"…"_s);
        QCOMPARE(forCell(u"", 0), QString());
        QCOMPARE(forCell(u"ab", -1), u"…"_s);
        QVERIFY(!hasHiddenCharacters(QString(10'000, u'a')));
    }

    void tooManyMarksAreCut()
    {
        const QString marks = u"\u0301"_s.repeated(30);
        QCOMPARE(forCell(QString(u"e"_s + marks)), u"e"_s + marks);
        QCOMPARE(forDetail(QString(u"e"_s + marks + u"\u0301\u0301x"_s)), u"e"_s + marks + u"⟦marks⟧x"_s);
        QVERIFY(hasHiddenCharacters(QString(u"e"_s + marks + u"\u0301"_s)));
    }

    void everyTextBecomesHarmless()
    {
        QRandomGenerator random(20250715);
        for (int i = 0; i < 4'000; ++i) {
            const QString text = hostileText(random);
            const QString cell = forCell(text, 60);
            QVERIFY2(showsEverything(cell), qPrintable(cell));
            QVERIFY(cell.toUcs4().size() <= 61);
            QCOMPARE(forCell(cell, 60), cell);
            const QString detail = forDetail(text);
            QVERIFY(showsEverything(detail, true));
            QCOMPARE(forDetail(detail), detail);
            QVERIFY(showsEverything(forHtml(text)));
            QVERIFY(showsEverything(forMarkdown(text)));
            QVERIFY(showsEverything(forLog(text)));
            QVERIFY(showsEverything(forCsv(text), true));
            QVERIFY(!forHtml(text).contains(u'<'));
            QVERIFY(!forHtml(text).contains(u'"'));
            QVERIFY(!forHtml(text).contains(u'\''));
        }
    }

    void bombsCostLittle_data()
    {
        QTest::addColumn<QString>("bomb");
        QTest::newRow("letters") << QString(500'000, u'a');
        QTest::newRow("marks") << QString(500'000, QChar(0x301));
        QTest::newRow("controls") << QString(500'000, QChar(0x202E));
        QTest::newRow("line breaks") << QString(500'000, u'\n');
        QTest::newRow("digits then dots") << QString(QString(300'000, u'1') + QString(300'000, u'.'));
        QTest::newRow("quotes") << QString(500'000, u'"');
    }
    void bombsCostLittle()
    {
        QFETCH(QString, bomb);
        QElapsedTimer timer;
        timer.start();
        const QString cell = forCell(bomb);
        const QString line = forLog(bomb);
        QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(cell.size() <= 600);
        QVERIFY(cell.endsWith(u'…'));
        QVERIFY(line.size() <= 4'000);
        const QString detail = forDetail(bomb);
        const QString markdown = forMarkdown(bomb);
        const QString csv = forCsv(bomb);
        QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed()))); // linear, even instrumented
    }

    void logLinesCannotBeForged()
    {
        QCOMPARE(forLog(u"x\n[info] \"ok\" \\"), u"x⟦U+000A⟧[info] \\\"ok\\\" \\\\"_s);
        QCOMPARE(forLog(QString(4'000, u'a')).size(), 4'000);
        const QString full = forLog(QString(QString(3'998, u'a') + u"\"\""_s));
        QVERIFY(full.size() <= 4'000);
        QVERIFY(full.endsWith(u"a…"));
    }

    void csvFieldsAreNoFormulas_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("field");
        QTest::newRow("plain") << u"requests"_s << u"requests"_s;
        QTest::newRow("empty") << u""_s << u""_s;
        QTest::newRow("equals") << u"=1+1"_s << u"'=1+1"_s;
        QTest::newRow("plus") << u"+1"_s << u"'+1"_s;
        QTest::newRow("minus") << u"-1"_s << u"'-1"_s;
        QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
        QTest::newRow("full width") << u"＝1"_s << u"'＝1"_s;
        QTest::newRow("full-width plus") << u"＋1"_s << u"'＋1"_s;
        QTest::newRow("full-width minus") << u"－1"_s << u"'－1"_s;
        QTest::newRow("full-width at") << u"＠a"_s << u"'＠a"_s;
        QTest::newRow("tab") << u"\t=1"_s << u"⟦U+0009⟧=1"_s;
        QTest::newRow("carriage return") << u"\r=1"_s << u"⟦U+000D⟧=1"_s;
        QTest::newRow("blank first") << u" =1"_s << u" '=1"_s;
        QTest::newRow("after a comma") << u"a,=1"_s << u"\"a,'=1\""_s;
        QTest::newRow("after a semicolon") << u"a;=1"_s << u"\"a;'=1\""_s;
        QTest::newRow("after a line break") << u"a\n=1"_s << u"\"a\n'=1\""_s;
        QTest::newRow("inner sign") << u"a=1-2"_s << u"a=1-2"_s;
        QTest::newRow("quote") << u"say \"hi\""_s << u"\"say \"\"hi\"\"\""_s;
        QTest::newRow("address") << u"a@inbox.ru"_s << u"a@inbox.ru"_s;
    }
    void csvFieldsAreNoFormulas()
    {
        QFETCH(QString, text);
        QTEST(forCsv(text), "field");
    }

    void htmlIsEscaped()
    {
        QCOMPARE(forHtml(u"<img src='x' title=\"&\">"), u"&lt;img src=&#39;x&#39; title=&quot;&amp;&quot;&gt;"_s);
    }

    void markdownIsEscaped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("markdown");
        QTest::newRow("name") << u"brisk-batch-cli"_s << u"brisk-batch-cli"_s;
        QTest::newRow("address") << u"n…@inbox.ru"_s << u"n…@inbox.ru"_s;
        QTest::newRow("image") << u"![x](file:///etc/passwd)"_s << u"\\!\\[x\\](file\\:///etc/passwd)"_s;
        QTest::newRow("time of day") << u"13:20 (UTC)"_s << u"13:20 (UTC)"_s;
        QTest::newRow("short code") << u":100:"_s << u"\\:100:"_s;
        QTest::newRow("emphasis") << u"__init__*"_s << u"\\_\\_init\\_\\_\\*"_s;
        QTest::newRow("html") << u"<b>"_s << u"\\<b\\>"_s;
        QTest::newRow("entity") << u"&lt;"_s << u"\\&lt;"_s;
        QTest::newRow("table") << u"a|b"_s << u"a\\|b"_s;
        QTest::newRow("list") << u"- x"_s << u"\\- x"_s;
        QTest::newRow("numbered") << u"12. x"_s << u"12\\. x"_s;
        QTest::newRow("heading") << u"# x"_s << u"\\# x"_s;
        QTest::newRow("underline") << u"==="_s << u"\\==="_s;
        QTest::newRow("code block") << u"    x"_s << u"&#32;   x"_s;
        QTest::newRow("bare link") << u"http://x www.x.y"_s << u"http\\://x www\\.x.y"_s;
        QTest::newRow("line break") << u"a\n# b"_s << u"a⟦U+000A⟧\\# b"_s;
        QTest::newRow("backslash") << u"\\"_s << u"\\\\"_s;
    }
    void markdownIsEscaped()
    {
        QFETCH(QString, text);
        QTEST(forMarkdown(text), "markdown");
    }

    void urlSegments_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("segment");
        QTest::newRow("plain") << u"a.b_c-d~1"_s << "a.b_c-d~1"_ba;
        QTest::newRow("traversal") << u"../users/x"_s << "..%2Fusers%2Fx"_ba;
        QTest::newRow("dot") << u"."_s << "%2E"_ba;
        QTest::newRow("dots") << u".."_s << "%2E%2E"_ba;
        QTest::newRow("host") << u"//evil.test"_s << "%2F%2Fevil.test"_ba;
        QTest::newRow("query") << u"a?b#c"_s << "a%3Fb%23c"_ba;
        QTest::newRow("percent") << u"%2e%2e"_s << "%252e%252e"_ba;
        QTest::newRow("backslash") << u"\\"_s << "%5C"_ba;
        QTest::newRow("Unicode") << u"é"_s << "%C3%A9"_ba;
    }
    void urlSegments()
    {
        QFETCH(QString, text);
        QTEST(forUrlSegment(text), "segment");
    }

    void aSegmentNeverLeavesItsPlace()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 4'000; ++i) {
            const QByteArray segment = forUrlSegment(hostileText(random));
            const QUrl url = QUrl::fromEncoded("https://pypi.example/admin/projects/" + segment + "/x/");
            QCOMPARE(url.host(), u"pypi.example"_s);
            QCOMPARE(url.path(QUrl::FullyEncoded).count(u'/'), 5);
            QVERIFY(!url.hasQuery() && !url.hasFragment());
            QVERIFY(!segment.contains('/') && segment != "." && segment != "..");
        }
    }
};

QTEST_GUILESS_MAIN(TestVisibleText)
#include "tst_visible_text.moc"
