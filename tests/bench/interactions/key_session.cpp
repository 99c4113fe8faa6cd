// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/inside/inside.h"
#include "tests/bench/interactions/interactions.h"

namespace cordon::bench {

/// The longest that 99 of 100 frames wait while somebody works in the window by keyboard. At L the goal is
/// asserted: a run that misses it fails.
Results keySession(Stage& stage)
{
    Measured result = stage.begin("key-session", "busy stretches of the ui thread, p99", {{}, 16.7, 16.7, 16.7});
    const QString workspace = stage.workspace();
    stage.closeSession();
    const QJsonObject answer = startInside({QStringLiteral("keys"), workspace}).object;
    result.ours = figureOf({answer[QStringLiteral("p99_ms")].toDouble()});
    result.runs = 1;
    result.asserted = stage.scale().name == 'L';
    QStringList notes{QStringLiteral("%1 frames, median %2, longest %3 ms")
                          .arg(answer[QStringLiteral("frames")].toInt())
                          .arg(answer[QStringLiteral("median_ms")].toDouble(), 0, 'f', 1)
                          .arg(answer[QStringLiteral("longest_ms")].toDouble(), 0, 'f', 1)};
    const QJsonObject worked = answer[QStringLiteral("worked")].toObject();
    notes << QStringLiteral("the thread itself worked p99 %1, longest %2 ms")
                 .arg(worked[QStringLiteral("p99_ms")].toDouble(), 0, 'f', 1)
                 .arg(worked[QStringLiteral("longest_ms")].toDouble(), 0, 'f', 1);
    const QJsonObject steps = answer[QStringLiteral("steps")].toObject();
    for (auto step = steps.begin(); step != steps.end(); ++step) {
        const QJsonObject figures = step.value().toObject();
        notes << QStringLiteral("%1 %2/%3")
                     .arg(step.key())
                     .arg(figures[QStringLiteral("p99_ms")].toDouble(), 0, 'f', 1)
                     .arg(figures[QStringLiteral("longest_ms")].toDouble(), 0, 'f', 1);
    }
    result.note = notes.join(QStringLiteral("; "));
    return {result};
}

} // namespace cordon::bench
