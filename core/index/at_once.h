// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <future>
#include <system_error>

namespace cordon {

/// Runs both at once and comes back when both have ended; what one of them throws comes out here.
/// Where the system gives no thread, one runs after the other.
template<class First, class Second>
void atOnce(First&& first, Second&& second)
{
    std::future<void> other;
    try {
        other = std::async(std::launch::async, std::ref(second));
    } catch (const std::system_error&) {
        second();
    }
    first();
    if (other.valid()) {
        other.get();
    }
}

} // namespace cordon
