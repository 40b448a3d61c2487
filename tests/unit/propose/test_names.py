"""What resources and methods are called when nobody says so."""

from __future__ import annotations

import random

import pytest

from tests.unit.propose.around import methods, names, paths, proposed


def test_paths_nest_and_parameters_do_not() -> None:
    assert names("get /repos/{owner}/{repo}/issues/{number}/comments list") == ["repos.issues.comments.list"]


def test_rest_habit() -> None:
    assert names(
        "get /pets list",
        "post /pets",
        "get /pets/{id}",
        "patch /pets/{id}",
        "put /pets/{id}",
        "delete /pets/{id}",
        "get /user",
        "put /settings",
        "head /pets/{id}",
        "options /pets",
    ) == [
        "pets.list",
        "pets.create",
        "pets.retrieve",
        "pets.update",
        "pets.replace",
        "pets.delete",
        "user.retrieve",
        "settings.update",
        "pets.head",
        "pets.options",
    ]


def test_put_alone_is_an_update() -> None:
    assert names("put /pets/{id}") == ["pets.update"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/pets",
        "/v2.1/pets",
        "/2010-04-01/pets",
        "/api/rest/1.0/pets",
        "/v{version}/pets",
        "/pets.json",
        "/-/pets",
    ],
)
def test_what_says_nothing_is_left_out(path: str) -> None:
    assert names(f"get {path} list") == ["pets.list"]


def test_the_name_of_the_api_itself_is_left_out_where_all_paths_begin_with_it() -> None:
    assert names("get /acme/pets list", "get /acme/shops list") == ["pets.list", "shops.list"]
    assert names("get /farm/pets list", "get /farm/shops list") == ["farm.pets.list", "farm.shops.list"]
    assert names("get /acme list", "get /acme/{id}") == ["acme.list", "acme.retrieve"]


def test_actions_belong_to_the_thing_before_them() -> None:
    assert names(
        "post /sessions/{id}/cancel",
        "post /goals/{id}/addFollowers",
        "post /messages:batchDelete",
        "post /{name}/things/{id}:undelete",
        "get /repos/{owner}/{repo}/compare/{basehead}",
        "get /pet/findByStatus list",
        "post /points/search",
        "post /points/search/batch",
        "post /runs/{id}/force-cancel",
    ) == [
        "sessions.cancel",
        "goals.add_followers",
        "messages.batch_delete",
        "things.undelete",
        "repos.compare",
        "pet.find_by_status",
        "points.search",
        "points.search_batch",
        "runs.force_cancel",
    ]


def test_a_verb_with_things_below_it_is_a_thing() -> None:
    assert names("get /repos/{id}/import", "put /repos/{id}/import", "get /repos/{id}/import/authors list") == [
        "repos.import.retrieve",
        "repos.import.update",
        "repos.import.authors.list",
    ]
    assert names("get /commits/{id}/check-runs list") == ["commits.check_runs.list"]


def test_what_is_done_and_undone() -> None:
    assert names(
        "put /gists/{id}/star star", "delete /gists/{id}/star unstar", "get /gists/{id}/star isStarred none"
    ) == [
        "gists.star",
        "gists.unstar",
        "gists.check_star",
    ]
    assert names("post /guilds/{id}/prune", "get /guilds/{id}/prune", "post /pets/search", "get /pets/search list") == [
        "guilds.prune",
        "guilds.retrieve_prune",
        "pets.search_post",
        "pets.search",
    ]
    assert names("post /doors/{id}/lock", "delete /doors/{id}/lock") == ["doors.lock", "doors.delete_lock"]


def test_states_stand_for_items() -> None:
    assert names("get /repos/{id}/releases/latest", "get /channels/{id}/threads/active list") == [
        "repos.releases.retrieve_latest",
        "channels.threads.list_active",
    ]


def test_calls_in_dotted_paths() -> None:
    assert names(
        "post /notes.postNote", "post /admin.users.session.reset", "get /users.list", "get /login.v2.access"
    ) == [
        "notes.post_note",
        "admin.users.session.reset",
        "users.list",
        "login.v2.access",
    ]
    assert names("post /rpc/doThing", "post /rpc/setOther") == ["rpc.do_thing", "rpc.set_other"]


def test_an_operation_id_tells_the_verb() -> None:
    assert names(
        "post /roles assign-role",
        "post /certificates uploadCertificate",
        "post /analytics/users getAnalyticsUsers",
        "put /secrets/{name} create-or-update-secret",
        "delete /letters/{id} letter_cancel",
        "post /checks check_create",
        "get /files/{id}/content downloadFile",
        "post /pets addPet",
        "post /teams/{id}/users addUser",
        "post /runs/{id} modifyRun",
    ) == [
        "roles.assign",
        "certificates.upload",
        "analytics.users.retrieve",
        "secrets.create_or_update",
        "letters.cancel",
        "checks.create",
        "files.content.download",
        "pets.create",
        "teams.users.add",
        "runs.update",
    ]


def test_the_path_that_a_framework_adds_to_its_operation_ids_is_no_word() -> None:
    assert names("get /items/{item_id} read_item_items__item_id__get") == ["items.retrieve"]


def test_whole_collections() -> None:
    assert names("delete /pets", "put /pets", "post /pets", "delete /pets/{id}", "put /pets/{id}") == [
        "pets.bulk_delete",
        "pets.bulk_update",
        "pets.create",
        "pets.delete",
        "pets.update",
    ]
    assert names("put /pet updatePet", "post /pet addPet", "post /pet/{id} updatePetWithForm") == [
        "pet.update",
        "pet.create",
        "pet.update_with_form",
    ]


def test_clashes_are_settled_by_what_operations_say() -> None:
    assert names(
        "get /repos/{o}/{r}/issues/comments list-comments-for-repo list",
        "get /repos/{o}/{r}/issues/{n}/comments list-comments list",
    ) == ["repos.issues.comments.list_for_repo", "repos.issues.comments.list"]
    assert names("get /repos/{o}/{r}/issues/comments list", "get /repos/{o}/{r}/issues/{n}/comments list") == [
        "repos.issues.comments.list_for_repo",
        "repos.issues.comments.list",
    ]
    assert names("get /hooks/{id}", "get /hooks/{id}/{token}") == ["hooks.retrieve", "hooks.retrieve_by_token"]
    assert names("get /points/{id} get_point", "post /points get_points") == ["points.retrieve", "points.retrieve_many"]


def test_versions_tell_apart_what_is_there_twice() -> None:
    assert names("get /v1/pets list", "get /v2/pets list", "get /v2/shops list") == [
        "pets.list",
        "pets.list_v2",
        "shops.list",
    ]


def test_queries_and_fragments_in_paths_tell_apart() -> None:
    assert names("post /runs create", "post /runs#stream create", "post /runs?beta=true create") == [
        "runs.create",
        "runs.create_stream",
        "runs.create_beta",
    ]


def test_deep_paths_go_into_the_name() -> None:
    assert names("get /a/b/c/d/e list", "post /a/b/c/d/e/cancel") == ["a.b.c.d.list_e", "a.b.c.d.cancel_e"]


def test_names_are_not_endless() -> None:
    path = "/" + "/".join(f"segment_{letter * 12}" for letter in "abcdefgh")
    (name,) = names(f"get {path} list")
    assert name.split(".")[4:] == ["list_segment_eeeeeeeeeeee_segment_hhhhhhhhhhhh"]
    (name,) = names(f"post / {'very_' * 40}long tag=t")
    assert len(name) <= 50


def test_without_a_thing_in_the_path() -> None:
    assert names("get / meta/root tag=meta", "get /{user}/{repo} getRepo tag=repos", "get /{name}") == [
        "meta.root",
        "repos.get",
        "root.retrieve",
    ]
    assert names("post /login tag=auth", "post /createUser tag=users", "post /logout") == [
        "auth.login",
        "users.create",
        "logout.create",
    ]
    assert names("post /{name} projects.locations.getIt") == ["projects.locations.get_it"]


def test_odd_segments() -> None:
    assert names("get /users/@me", "get /größe/%20/x{id}y list", "get /class/{id}/self") == [
        "users.me.retrieve",
        "größe.n_20.x_y.list",
        "class.self.retrieve",
    ]


def test_numbers_are_the_last_resort() -> None:
    many = [f"get /a/{{{name}}}/{{other}}" for name in "xyz"]
    found = names(*many)
    assert len(set(found)) == len(found)
    assert not any(name[-1].isdigit() for name in found)


GROWTH = [
    "get /pets list",
    "post /pets",
    "get /pets/{id}",
    "delete /pets/{id}",
    "post /pets/{id}/feed",
    "post /pets/{id}/cancel",
    "get /v1/shops list",
    "get /shops/{id}/pets list",
    "get /shops/{id}/pets/{pet}",
    "put /shops/{id}/settings",
    "get /search/pets list",
]
ADDED = [
    "patch /pets/{id}",
    "get /pets/{id}/history list",
    "get /v2/shops list",
    "get /shops/pets list",
    "delete /shops",
    "post /shops/{id}/close",
    "get /pets/latest",
    "get /owners list",
    "get /acme list",
    "post /pets:import",
]


@pytest.mark.parametrize("added", ADDED)
def test_what_is_there_keeps_its_name(added: str) -> None:
    before = methods(proposed(paths(*GROWTH)))
    after = methods(proposed(paths(*GROWTH, added)))
    assert {name: after.get(name) for name in before} == before
    assert len(after) == len(before) + 1


def test_the_order_of_the_document_does_not_matter() -> None:
    calls = [*GROWTH, *ADDED]
    expected = proposed(paths(*calls))
    for seed in range(5):
        shuffled = random.Random(seed).sample(calls, len(calls))
        found = proposed(paths(*shuffled))
        assert found.data == expected.data
        assert list(found.data["resources"]) == list(expected.data["resources"])
