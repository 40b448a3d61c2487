"""The words that the naming rules know."""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOISE: Final = words("api apis index.php json public rest restapi web webapi ws")
"""Segments that say nothing where a path begins with them."""

VERBS: Final = words(
    """
    abort accept ack acknowledge activate add aggregate allocate amend answer append apply approve archive ask assign
    attach authenticate authorize autocomplete ban begin bind block bootstrap borrow broadcast burn buy calculate
    cancel capture check checkout claim classify cleanup clear clone close compact compare complete compute confirm
    connect consume continue convert copy crawl create crosspost deactivate deallocate decline decode decrypt delegate
    delete demote deny deploy deposit deprovision destroy detach disable discard disconnect discover dismiss dispatch
    do downgrade download drain drop duplicate edit enable encode encrypt end enroll enter erase escalate estimate
    evaluate evict exchange execute expire export extend fetch filter finalize find finish flush follow forget forward
    freeze generate get grant hide identify impersonate import infer init initialize insert install instantiate
    introspect invite invoke join kick launch leave lend like link list lock login logout lookup mark match merge
    migrate minimize mint moderate modify mount move mute nominate notify onboard open overwrite pause pay pin ping
    play poll predict preview promote provision prune publish purge query quit ratify reactivate reassign rebuild
    recalculate recommend reconnect recover redeem redo refresh refund regenerate register reindex reject reload
    remove rename render renew rent reopen reorder replace reprocess rerequest rerun resend reserve reset resize
    resolve restart restore resubmit resume retract retry revert revoke rollback rotate save scale scan schedule
    scroll search seek sell send set settle share ship shuffle shutdown sign signin signout signup simulate skip
    snapshot snooze sort split stake star start stop submit subscribe suggest summarize suspend sync synchronize
    terminate thaw track transcribe transfer transform translate trigger truncate unarchive unassign unban unbind
    unblock undeploy undo unenroll unfollow unfreeze unhide uninstall unlike unlink unlock unmark unmerge unmount
    unmute unpin unpublish unregister unresolve unshare unsnooze unstake unstar unsubscribe unsuspend unwatch unwrap
    update upgrade upload upsert vacuum validate verify void vote wake watch wipe withdraw wrap
    """
)
"""What a segment must begin with to be something that one does rather than something that is there."""

WEAK_VERBS: Final = words(
    """
    change charge fork index next order prepare previous print process release repeat report request reverse run swap
    test
    """
)
"""Verbs for a request that changes something; for any other they are as often nouns."""

ASKING_VERBS: Final = words(
    """
    aggregate authorize autocomplete calculate check compare contains convert count discover download estimate exists
    export fetch filter find generate get list login logout lookup ping poll preview query recommend render resolve
    search stream suggest test validate verify whoami
    """
)
"""Segments that are something to do also for GET."""

ASKING_PHRASES: Final = words(
    """
    calculate estimate fetch find generate get list lookup preview resolve suggest validate verify
    """
)
"""What a segment of several words begins with to be something to do for GET: `find-by-status`, but not `check-runs`."""

ASKED_BY_ID: Final = words(
    """
    check compare count download estimate export lookup ping poll preview render search test validate verify
    """
)
"""First words of an operationId that name a GET better than `list` and `retrieve` do."""

HOW: Final = words("async batch bulk force hard mass multi quick soft")
"""What may stand before the verb of an action: `force-cancel`."""

TAILS: Final = words("all async batch bulk group groups multi stream sync")
"""What may follow an action within a path: `points/search/batch`."""

ONE: Final = words("current default first last latest newest oldest primary")
SOME: Final = words("active all mine recent upcoming")
STATES: Final = ONE | SOME
"""Segments that stand for one item, or some, of the collection before them: `releases/latest`."""

LIST_FIELDS: Final = words(
    """
    collection content contents data documents edges elements entities entries hits items list nodes objects records
    resources result results rows value values
    """
)
"""Properties that hold the items of a list, whatever the items are."""
