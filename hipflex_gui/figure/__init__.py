"""The figure: a person in every pose, drawn from directions of bones.

Arithmetic in space and on paper is in ``vectors`` and ``shapes``. A body has bones and joints
(``body``) and starts in a named posture (``postures``). A movement file says what its figure is
(``figures``); ``posing`` solves its contacts and what lies between key-frames, ``contacts`` tells
whether they are true, ``motion`` which key-frames are on at which time, and ``scene`` what picture
goes with a movement. What there is to see is in ``anatomy``, ``head``, ``areas`` and ``props``,
what is in front in ``order``, colours in ``palette``. ``camera``, ``forms`` and ``drawing`` make
one flat list of paint operations of it, which ``svg`` and the window's painter turn into pictures.

Space is in metres: x forward, y to the person's left, z up, the floor at z = 0.
"""
