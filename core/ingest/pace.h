// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <cstdint>
#include <deque>

namespace cordon {

/// How fast something goes, over the last seconds. Pure: told the time.
class Pace {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// So much is done by now; never less than before.
    void note(Time now, std::int64_t rows, std::int64_t bytes);

    /// "410,000 rows a second, 12 s left"; empty in the first second, and where nothing is left.
    [[nodiscard]] QString words(std::int64_t totalBytes) const;

private:
    struct Point {
        Time at;
        std::int64_t rows = 0;
        std::int64_t bytes = 0;
    };
    std::deque<Point> m_points; ///< oldest first
};

} // namespace cordon
