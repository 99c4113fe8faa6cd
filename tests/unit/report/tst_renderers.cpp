// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/report/html_style.h"
#include "tests/support/support.h"
#include "tests/unit/report/incident.h"

#include <QXmlStreamReader>

#include <set>

using namespace cordon;
using namespace cordon::test;

namespace {

/// What an HTML report is made of, by a parser that knows nothing of how it was written.
struct Parsed {
    QString error;
    std::map<QString, int> elements;
    std::set<QString> attributes;
    QString text;
    QString policy, style;
};

Parsed parse(const QByteArray& html)
{
    Parsed out;
    QXmlStreamReader reader(html);
    bool inStyle = false;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            inStyle = reader.name() == u"style";
            ++out.elements[reader.name().toString()];
            for (const QXmlStreamAttribute& attribute : reader.attributes()) {
                out.attributes.insert(attribute.name().toString());
                if (attribute.name() == u"content" && attribute.value().contains(u"default-src")) {
                    out.policy = attribute.value().toString();
                }
            }
        } else if (reader.isEndElement()) {
            inStyle = false;
        } else if (reader.isCharacters()) {
            (inStyle ? out.style : out.text) += reader.text();
        }
    }
    out.error = reader.hasError() ? reader.errorString() : QString();
    return out;
}

const QStringList& payloads()
{
    static const QStringList list = [] {
        QStringList out{u"<script>alert(1)</script>"_s,
                        u"\"><img src=x onerror=alert(1)>"_s,
                        u"' onmouseover='alert(1)"_s,
                        u"</style><script>alert(1)</script>"_s,
                        u"</td></table><h1>x</h1>"_s,
                        u"<!-- "_s,
                        u"--><b>x</b>"_s,
                        u"]]><b>x</b>"_s,
                        u"&lt;script&gt;"_s,
                        u"&#60;b&#62;"_s,
                        u"&nosuchentity;"_s,
                        u"<![CDATA[x]]>"_s,
                        u"<?php echo 1 ?>"_s,
                        u"<!DOCTYPE x>"_s,
                        u"javascript:alert(1)"_s,
                        u"<svg/onload=alert(1)>"_s,
                        u"<base href=\"https://evil.example\">"_s,
                        u"<meta http-equiv=refresh content=0>"_s,
                        u"<iframe srcdoc='<b>'>"_s,
                        u"<a href=\"x\" style=\"position:fixed\">x</a>"_s,
                        u"%1 %2 %3 %L1 %n"_s,
                        u"| a | b |"_s,
                        u"](https://evil.example)"_s,
                        u"![x](https://evil.example/p.png)"_s,
                        u"# heading"_s,
                        u"- list"_s,
                        u"1. list"_s,
                        u"`code`"_s,
                        u"**bold** __bold__ ~~s~~"_s,
                        u"<https://evil.example>"_s,
                        u"=HYPERLINK(\"https://evil.example\")"_s,
                        u"+1+1"_s,
                        u"-1+1"_s,
                        u"@SUM(A1)"_s,
                        u"\t=1"_s,
                        u"＝1+1"_s,
                        u"a,b;c\"d"_s,
                        u"\u202Egnp.exe"_s,
                        u"\u200Bhidden\u2066"_s,
                        u"x\u2028y"_s,
                        u"\uFEFFbom"_s,
                        u"\U000E0041tag"_s};
        for (int code = 0; code < 32; ++code) {
            out << QString(u"a" + QString(QChar(code)) + u"<i>b</i>");
        }
        for (const QString& tag :
             {u"img"_s, u"object"_s, u"embed"_s, u"form"_s, u"input"_s, u"link"_s, u"video"_s, u"math"_s}) {
            for (const QString& lead : {u"<"_s, u"\"><"_s, u"'><"_s, u"</p><"_s, u"</title><"_s, u"&quot;><"_s}) {
                out << QString(lead + tag + u" src=x onerror=alert(1)>");
            }
        }
        return out;
    }();
    return list;
}

/// The payload in every field that somebody else can write to.
IncidentFacts poisoned(const QString& payload)
{
    IncidentFacts facts = incident();
    facts.title = payload;
    for (RunFacts& run : facts.runs) {
        run.actor = run.registry = payload;
        run.why.reason = payload + u'\n' + payload;
        run.why.evidence = {payload};
        run.why.author = run.why.policy = payload;
        run.residue = {payload};
        for (IncidentItem& one : run.items) {
            one.domain = one.owner = one.email = one.note = payload;
            one.subject.name = payload;
        }
        for (auto& bystander : run.collateral) {
            bystander.first.name = bystander.second = payload;
        }
    }
    for (LeftAlone& one : facts.leftAlone) {
        one.subject.name = one.domain = one.email = one.why = payload;
    }
    return facts;
}

/// The fields of a CSV file, as RFC 4180 reads them.
std::vector<QStringList> csvRows(const QByteArray& bytes)
{
    std::vector<QStringList> rows(1, QStringList(QString()));
    bool quoted = false;
    const QString text = QString::fromUtf8(bytes);
    for (qsizetype i = 0; i < text.size(); ++i) {
        QString& field = rows.back().back();
        if (quoted && text[i] == u'"' && i + 1 < text.size() && text[i + 1] == u'"') {
            field += text[++i];
        } else if (text[i] == u'"') {
            quoted = !quoted;
        } else if (!quoted && text[i] == u',') {
            rows.back() << QString();
        } else if (!quoted && text[i] == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n') {
            rows.push_back(QStringList(QString()));
            ++i;
        } else {
            field += text[i];
        }
    }
    rows.pop_back();
    return rows;
}

} // namespace

class TestRenderers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRendererTellsTheStory();
    void reversalHasAnEntryOfItsOwn();
    void replayIsSaid();
    void labelStandsInHeaderAndFooter();
    void sameReportSameBytes();
    void htmlIsSelfContainedAndWithoutScript();
    void payloadsBecomeTextAndNothingElse();
    void payloadsStayInTheirMarkdownCell();
    void csvHasOneLineASubjectAndNoFormula();
    void longListsAreCutAndSaySo();
    void timelineDrawsManyYears();
    void timelineOfNothingIsEmptyButSound();
    void unusualReportsAreToldToo();
};

void TestRenderers::everyRendererTellsTheStory()
{
    const IncidentReport report = makeReport(incident(), ReportLevel::Internal).value();
    const QString markdown = QString::fromUtf8(toMarkdown(report)).remove(u'\\');
    const QString html = parse(toHtml(report)).text;
    for (const QString& text : {markdown, html}) {
        for (
            const QString& part :
            {u"Between 2025-06-09 and 2025-06-11, 3 accounts on the mail domain inbox.ru were registered, in 2 waves of 1 and 2."_s,
             u"Between 2025-06-26 and 2025-07-10, 4 projects were created on 2 days; the busiest was 2025-06-26 with 3."_s,
             u"The first report came on 2025-07-08 13:20 UTC, 12 days 5 hours after the first project; by then 3 of 4 projects (75 %) were there."_s,
             u"moderator applied the plan to ban and quarantine in run 1: 6 done, 1 already, 1 failed of 8 steps."_s,
             u"1 bystander was touched"_s,
             u"1 account and 1 project on these mail domains were left alone."_s,
             u"Empty projects in bulk."_s,
             u"Second line."_s,
             u"https://example.org/report/1"_s,
             u"squatting"_s,
             u"2025-08-01"_s,
             u"Maintainer of p.three; made good"_s,
             u"the registry refused it"_s,
             u"oldfriend joined years before"_s,
             u"quarantine-exit"_s,
             u"bad1@inbox.ru"_s,
             u"1,234"_s,
             hex(sha256("head")),
             hex(sha256("plan")),
             u"2025-07-26T08:00:00Z"_s,
             u"16 days 23 hours"_s}) {
            QVERIFY2(text.contains(part), qPrintable(part + u"\n\n" + text));
        }
    }
}

void TestRenderers::reversalHasAnEntryOfItsOwn()
{
    const IncidentReport report = makeReport(incident(), ReportLevel::Internal).value();
    const QString text = parse(toHtml(report)).text;
    QVERIFY(text.contains(u"Reversal: run 2 takes back run 1"));
    QVERIFY(text.contains(u"took run 1 back in run 2: 1 done, 1 skipped of 2 steps."));
    QVERIFY(text.contains(u"The provider's own team did it."));
}

void TestRenderers::replayIsSaid()
{
    IncidentFacts facts = incident();
    QVERIFY(!toMarkdown(makeReport(facts, ReportLevel::Internal).value()).contains("eplay"));
    facts.replay = true;
    const QString text = parse(toHtml(makeReport(facts, ReportLevel::Internal).value())).text;
    QVERIFY(text.contains(u"2025-07-15 10:00 UTC (replay)"));
    QVERIFY(text.contains(u"Replay: the runs come from a demonstration."));
}

void TestRenderers::labelStandsInHeaderAndFooter()
{
    IncidentFacts facts = incident();
    facts.tlp = u"TLP:GREEN"_s;
    const IncidentReport report = makeReport(facts, ReportLevel::Internal).value();
    QCOMPARE(toHtml(report).count("<p class=\"tlp\">TLP:GREEN</p>"), 2);
    const QByteArray markdown = toMarkdown(report);
    QVERIFY(markdown.startsWith("TLP:GREEN\n") && markdown.endsWith("TLP:GREEN\n"));
}

void TestRenderers::sameReportSameBytes()
{
    const IncidentReport report = makeReport(incident(), ReportLevel::Public).value();
    const auto all = [&]() -> QByteArray {
        return toMarkdown(report) + toHtml(report) + toCsv(report) + timelineSvg(report);
    };
    const QByteArray first = all();
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::Arabic, QLocale::Egypt));
    qputenv("TZ", "Pacific/Auckland");
    const QByteArray elsewhere = all();
    QLocale::setDefault(before);
    qputenv("TZ", "UTC");
    QCOMPARE(elsewhere, first);
    const IncidentReport again = makeReport(incident(), ReportLevel::Public).value();
    QCOMPARE(toMarkdown(again), toMarkdown(report));
}

void TestRenderers::htmlIsSelfContainedAndWithoutScript()
{
    const QByteArray html = toHtml(makeReport(incident(), ReportLevel::Internal).value());
    const Parsed parsed = parse(html);
    QCOMPARE(parsed.error, QString());
    QVERIFY(parsed.policy.startsWith(u"default-src 'none'; style-src 'sha256-"));
    QCOMPARE(parsed.style, reportStyle());
    const QByteArray digest = QByteArray::fromHex(hex(sha256(parsed.style.toUtf8())).toLatin1()).toBase64();
    QVERIFY(parsed.policy.contains(u"'sha256-"_s + QString::fromLatin1(digest) + u"'"));
    for (const QString& element : {u"script"_s, u"link"_s, u"img"_s, u"iframe"_s, u"object"_s, u"a"_s, u"form"_s}) {
        QVERIFY2(!parsed.elements.contains(element), qPrintable(element));
    }
    for (const QString& attribute : parsed.attributes) {
        QVERIFY2(!attribute.startsWith(u"on") && attribute != u"style" && attribute != u"href" && attribute != u"src",
                 qPrintable(attribute));
    }
    QVERIFY(parsed.style.contains(u"prefers-color-scheme: dark") && parsed.style.contains(u"@media print"));
    QVERIFY(!parsed.style.contains(u"url(") && !parsed.style.contains(u"@import"));
    QVERIFY(html.contains("<svg xmlns="));
}

void TestRenderers::payloadsBecomeTextAndNothingElse()
{
    const Parsed plain = parse(toHtml(makeReport(poisoned(u"x"_s), ReportLevel::Internal).value()));
    for (const QString& payload : payloads()) {
        for (const ReportLevel level : {ReportLevel::Internal, ReportLevel::Partner, ReportLevel::Public}) {
            const QByteArray html = toHtml(makeReport(poisoned(payload), level).value());
            const Parsed parsed = parse(html);
            QVERIFY2(parsed.error.isEmpty(), qPrintable(forLog(payload) + u": " + parsed.error));
            std::map<QString, int> elements = parsed.elements;
            if (payload.contains(u'\n')) {
                elements[u"p"_s] = plain.elements.at(u"p"_s); // a reason keeps its lines
            }
            QVERIFY2(elements == plain.elements, qPrintable(forLog(payload)));
            QVERIFY2(parsed.attributes == plain.attributes, qPrintable(forLog(payload)));
            QCOMPARE(parsed.style, plain.style);
            if (level == ReportLevel::Internal) {
                QVERIFY2(parsed.text.contains(forDetail(payload).left(payload.contains(u'\n') ? 1 : -1)),
                         qPrintable(forLog(payload)));
            }
        }
    }
}

void TestRenderers::payloadsStayInTheirMarkdownCell()
{
    const auto pipes = [](const QByteArray& line) { return line.count('|') - line.count("\\|"); };
    const QList<QByteArray> plain = toMarkdown(makeReport(poisoned(u"x"_s), ReportLevel::Internal).value()).split('\n');
    for (const QString& payload : payloads()) {
        if (payload.contains(u'\n')) {
            continue; // a reason keeps its lines, so there are more of them
        }
        const QList<QByteArray> lines =
            toMarkdown(makeReport(poisoned(payload), ReportLevel::Internal).value()).split('\n');
        QVERIFY2(lines.size() == plain.size(), qPrintable(forLog(payload)));
        for (qsizetype i = 0; i < lines.size(); ++i) {
            QVERIFY2(pipes(lines[i]) == pipes(plain[i]), lines[i].constData());
            QVERIFY2(!lines[i].contains("<script") || lines[i].contains("\\<script"), lines[i].constData());
            QVERIFY2(!lines[i].contains("](https") || lines[i].contains("\\](https"), lines[i].constData());
        }
    }
}

void TestRenderers::csvHasOneLineASubjectAndNoFormula()
{
    const IncidentReport report = makeReport(incident(), ReportLevel::Internal).value();
    const std::vector<QStringList> rows = csvRows(toCsv(report));
    QCOMPARE(rows.size(), std::size_t(1 + 8 + 2));
    QCOMPARE(
        rows[0].join(u','),
        u"kind,name,role,domain,address,owner,joined_or_created,verb,outcome,reversal_verb,reversal_outcome,note,tlp"_s);
    QCOMPARE(
        rows[1].join(u','),
        u"account,bad1,acted on,inbox.ru,bad1@inbox.ru,,2025-06-09T09:00:00Z,ban,done,reinstate,skipped,,TLP:AMBER+STRICT"_s);
    QCOMPARE(rows[7][2], u"bystander"_s);
    QCOMPARE(rows[7][11], u"Maintainer of p.three; made good"_s);
    QCOMPARE(rows[8][8], u"failed"_s);
    QCOMPARE(rows[9][2], u"left alone"_s);
    for (const QString& payload : payloads()) {
        const std::vector<QStringList> hostile =
            csvRows(toCsv(makeReport(poisoned(payload), ReportLevel::Internal).value()));
        QCOMPARE(hostile.size(), rows.size());
        for (const QStringList& row : hostile) {
            QVERIFY2(row.size() == rows[0].size(), qPrintable(forLog(payload)));
            for (const QString& field : row) {
                QVERIFY2(field.isEmpty() || !u"=+-@\t\r＝＋－＠"_s.contains(field[0]), qPrintable(forLog(field)));
            }
        }
    }
}

void TestRenderers::longListsAreCutAndSaySo()
{
    IncidentFacts facts = incident();
    for (int i = 0; i < 120; ++i) {
        facts.runs[0].items.push_back(item(projectSubject(u"filler-%1"_s.arg(i, 3, 10, QChar(u'0'))), Verb::Quarantine,
                                           "2025-06-28T08:00:00Z", u"failed"_s));
        facts.leftAlone.push_back({accountSubject(u"honest%1"_s.arg(i)), u"inbox.ru"_s, {}, u"fine"_s, {}});
    }
    countAgain(facts);
    const IncidentReport report = makeReport(facts, ReportLevel::Internal).value();
    const QString markdown = QString::fromUtf8(toMarkdown(report));
    QVERIFY(markdown.contains(u"First 50 of 124, all in the CSV."));
    QCOMPARE(markdown.count(u"First 50 of 122, all in the CSV."), 2); // not done, left alone
    QVERIFY(!markdown.contains(u"filler-119"));
    QVERIFY(toCsv(report).contains("filler-119"));
    QVERIFY(markdown.contains(u"| unknown | fine |"));
}

void TestRenderers::timelineDrawsManyYears()
{
    IncidentFacts facts = incident();
    facts.runs[0].items[0].time = at("2001-02-03T00:00:00Z");
    const IncidentReport report = makeReport(facts, ReportLevel::Internal).value();
    const QByteArray svg = timelineSvg(report);
    QXmlStreamReader reader(svg);
    qint64 rightmost = 0;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == u"rect") {
            const qint64 x = reader.attributes().value(QLatin1String("x")).toLongLong();
            const qint64 width = reader.attributes().value(QLatin1String("width")).toLongLong();
            QVERIFY(x >= 0 && width > 0 && reader.attributes().value(QLatin1String("y")).toLongLong() >= 0);
            rightmost = std::max(rightmost, x + width);
        }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(rightmost > 900 && rightmost <= 960);
    QVERIFY(svg.contains("2001-02-03") && svg.contains("first report 2025-07-08"));
}

void TestRenderers::timelineOfNothingIsEmptyButSound()
{
    IncidentFacts facts = incident();
    facts.runs.resize(1);
    facts.runs[0].items = {item(domainSubject(u"inbox.ru"), Verb::Prohibit, "2025-06-09T09:00:00Z")};
    countAgain(facts);
    const IncidentReport report = makeReport(facts, ReportLevel::Internal).value();
    QCOMPARE(report.accounts + report.projects, 0);
    QXmlStreamReader reader(timelineSvg(report));
    while (!reader.atEnd()) {
        reader.readNext();
    }
    QVERIFY(!reader.hasError());
    QCOMPARE(parse(toHtml(report)).error, QString());
}

void TestRenderers::unusualReportsAreToldToo()
{
    IncidentFacts facts = incident();
    facts.title.clear();
    facts.firstReport.reset();
    facts.leftAlone.clear();
    facts.runs.resize(1);
    RunFacts& run = facts.runs[0];
    run.items.erase(run.items.begin() + 1, run.items.end());
    run.collateral.clear();
    run.residue.clear();
    run.actor.clear();
    run.finished.reset();
    run.why.reviewBy.reset();
    countAgain(facts);
    const QString text = parse(toHtml(makeReport(facts, ReportLevel::Internal).value())).text;
    for (const QString& part :
         {u"On 2025-06-09, 1 account on the mail domain inbox.ru was registered."_s,
          u"No report by anybody on any of them is known."_s, u"a moderator applied"_s, u"not finished"_s,
          u"no date set"_s, u"Nobody was touched without being acted on."_s, u"Incident report"_s,
          u"Nothing on these mail domains was left alone."_s, u"taken back without a trace"_s}) {
        QVERIFY2(text.contains(part), qPrintable(part));
    }

    facts = incident();
    for (std::size_t i = 0; i < 3; ++i) {
        facts.runs[0].items[i].domain = u"d%1.example"_s.arg(i);
    }
    facts.firstReport = at("2025-06-25T00:00:00Z");
    const QString spread = parse(toHtml(makeReport(facts, ReportLevel::Internal).value())).text;
    QVERIFY(spread.contains(u"3 accounts on 4 mail domains were registered"));
    QVERIFY(spread.contains(u"The first report came on 2025-06-25 00:00 UTC."));
    QVERIFY(spread.contains(u"1 day 8 hours before"));
}

QTEST_GUILESS_MAIN(TestRenderers)
#include "tst_renderers.moc"
