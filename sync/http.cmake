# SPDX-License-Identifier: Apache-2.0
# Included by sync/CMakeLists.txt. Waiting and reading streams are pure, so they stand apart from
# the library that talks.
add_library(hall_sse STATIC backoff.cpp sse_parser.cpp)
target_link_libraries(hall_sse PUBLIC hall_rules tl::expected)

add_library(hall_http_client STATIC http_client.cpp http_exchange.cpp http_guard.cpp)
target_link_libraries(hall_http_client PUBLIC hall_sse PRIVATE CURL::libcurl Threads::Threads)

# The whole of what a device needs to follow its service.
add_library(hall_sync_client STATIC documents.cpp downlink.cpp enrol.cpp health_report.cpp)
target_link_libraries(hall_sync_client PUBLIC hall_sync hall_http_client)

# An evaluator (評價器) on a serial line, and the program for it.
add_library(hall_evaluator STATIC evaluator.cpp evaluator_loop.cpp)
target_link_libraries(hall_evaluator PUBLIC hall_sync hall_http_client PRIVATE Threads::Threads)
add_executable(hall-evaluator evaluator_main.cpp)
target_link_libraries(hall-evaluator PRIVATE hall_evaluator CLI11::CLI11)
