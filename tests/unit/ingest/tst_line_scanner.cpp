// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/line_scanner.h"

#include <QtTest>

using namespace cordon;

namespace {

constexpr qsizetype kLongest = 8;

/// "number:text" of every line, "number!" where it is too long.
QStringList linesOf(const QByteArray& bytes, qsizetype piece)
{
    QStringList lines;
    LineScanner scanner(kLongest);
    const auto visit = [&lines](const LineScanner::Line& line) {
        const QString number = QString::number(line.number);
        lines.push_back(line.tooLong ? QString(number + u'!')
                                     : QString(number + u':' + QString::fromUtf8(line.text.toByteArray())));
        return true;
    };
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        scanner.feed(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)), visit);
    }
    scanner.finish(visit);
    return lines;
}

} // namespace

class LineScannerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLimitIsTheSameWhateverThePieces_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("lines");
        const auto row = [](const char* name, const QByteArray& bytes, const QStringList& lines) {
            QTest::newRow(name) << bytes << lines;
        };
        const QByteArray mark = "\xEF\xBB\xBF";
        row("just fits", "12345678\nb\n", {QStringLiteral("1:12345678"), QStringLiteral("2:b")});
        row("one too many", "123456789\nb\n", {QStringLiteral("1!"), QStringLiteral("2:b")});
        row("just fits, returns", "a\r\n12345678\r\nb",
            {QStringLiteral("1:a"), QStringLiteral("2:12345678"), QStringLiteral("3:b")});
        row("one too many, returns", "123456789\r\nb", {QStringLiteral("1!"), QStringLiteral("2:b")});
        row("the mark does not count", mark + "12345678\nb", {QStringLiteral("1:12345678"), QStringLiteral("2:b")});
        row("nor with a return", mark + "12345678\r\nb", {QStringLiteral("1:12345678"), QStringLiteral("2:b")});
        row("one too many behind the mark", mark + "123456789\nb", {QStringLiteral("1!"), QStringLiteral("2:b")});
        row("the mark counts later", "b\n" + mark + "123456\n", {QStringLiteral("1:b"), QStringLiteral("2!")});
        row("far too many", mark + QByteArray(50, 'x') + "\nb", {QStringLiteral("1!"), QStringLiteral("2:b")});
    }
    void theLimitIsTheSameWhateverThePieces()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, lines);
        for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
            QCOMPARE(linesOf(bytes, piece), lines);
        }
    }
};

QTEST_APPLESS_MAIN(LineScannerTest)
#include "tst_line_scanner.moc"
