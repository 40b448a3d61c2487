"""Models of the shape that generated code has, for the tests of construction and streams."""

from __future__ import annotations

from datetime import date, datetime
from typing import Dict, Generic, List, Optional, TypeVar, Union

from pydantic import Field as FieldInfo
from runtime._models import BaseModel, GenericModel
from runtime._property_info import PropertyInfo
from typing_extensions import Annotated, Literal

T = TypeVar("T")


class Usage(BaseModel):
    tokens: int
    cost: Optional[float] = None


class Stop(BaseModel):
    type: Optional[Literal["stop"]] = None
    error: Optional[str] = None
    usage: Optional[Usage] = None


class Delta(BaseModel):
    delta: str
    type: Optional[Literal["text_delta", "thinking_delta"]] = None


class Call(BaseModel):
    call_id: str
    name: str
    arguments: Dict[str, object]
    type: Literal["tool_call"]


Event = Annotated[Union[Stop, Delta, Call], PropertyInfo(discriminator="type")]


class Session(BaseModel):
    session_id: str
    events: Optional[List[Event]] = None
    title: Optional[str] = None
    count: Optional[int] = None


class Wide(BaseModel):
    number: float
    whole: int
    flag: Optional[bool] = None
    text: str = "default"
    foo: Optional[str] = FieldInfo(alias="Foo", default=None)
    at: Optional[datetime] = None
    day: Optional[date] = None
    kind: Optional[Literal["a", "b", 1]] = None
    by_name: Optional[Dict[str, Usage]] = None
    tags: List[str] = FieldInfo(default_factory=list)


class Tree(BaseModel):
    value: int
    children: Optional[List["Tree"]] = None


class Cat(BaseModel):
    meow: str
    name: str


class Dog(BaseModel):
    bark: str
    name: str
    born: Optional[datetime] = None


class Owner(BaseModel):
    pet: Union[Cat, Dog, List[Dog], str, None]
    other: Optional[int] = None


class Box(GenericModel, Generic[T]):
    items: List[T]
