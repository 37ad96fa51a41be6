/*
 * PromQL but for native histograms and quoted metric names. Checked against Prometheus 2.42. A subquery's step is read
 * with its colon, since metric names may begin with one.
 */
grammar PromQL;

query: expression EOF;

expression
    : expression '[' duration ']'                                   # range
    | expression '[' duration IDENTIFIER duration? ']'              # subquery
    | expression OFFSET SUB? duration                               # offset
    | expression AT (SUB? NUMBER | IDENTIFIER '(' ')')              # at
    | <assoc=right> expression POW matching? expression             # binary
    | (ADD | SUB) expression                                        # unary
    | expression (MUL | DIV | MOD) matching? expression             # binary
    | expression (ADD | SUB) matching? expression                   # binary
    | expression (EQL | NEQ | LTE | LSS | GTE | GTR) matching? expression # binary
    | expression (AND | UNLESS) matching? expression                # binary
    | expression OR matching? expression                            # binary
    | '(' expression ')'                                            # parens
    | IDENTIFIER grouping? '(' (expression (',' expression)*)? ')' grouping? # call
    | metricName matchers?                                          # selector
    | matchers                                                      # selector
    | NUMBER                                                        # number
    | STRING                                                        # string
    ;

matching: BOOL labelMatching? | labelMatching;

labelMatching: way=(ON | IGNORING) labels (card=(GROUP_LEFT | GROUP_RIGHT) include=labels?)?;

grouping: (BY | WITHOUT) labels;

labels: '(' (label (',' label)* ','?)? ')';

matchers: '{' (matcher (',' matcher)* ','?)? '}';

matcher: label (ASSIGN | NEQ | REG | NRE) STRING;

metricName: IDENTIFIER;

label: IDENTIFIER | AND | OR | UNLESS | BY | WITHOUT | ON | IGNORING | GROUP_LEFT | GROUP_RIGHT | OFFSET | BOOL;

duration: DURATION;

AND: A N D;
OR: O R;
UNLESS: U N L E S S;
BY: B Y;
WITHOUT: W I T H O U T;
ON: O N;
IGNORING: I G N O R I N G;
GROUP_LEFT: G R O U P '_' L E F T;
GROUP_RIGHT: G R O U P '_' R I G H T;
OFFSET: O F F S E T;
BOOL: B O O L;

ADD: '+';
SUB: '-';
MUL: '*';
DIV: '/';
MOD: '%';
POW: '^';
EQL: '==';
NEQ: '!=';
LTE: '<=';
LSS: '<';
GTE: '>=';
GTR: '>';
ASSIGN: '=';
REG: '=~';
NRE: '!~';
AT: '@';

DURATION: ([0-9]+ ('ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y'))+;
NUMBER: '0x' [0-9a-fA-F]+ | ([0-9]+ ('.' [0-9]*)? | '.' [0-9]+) ([eE] [+-]? [0-9]+)?;
STRING: '"' ('\\' . | ~["\\\n])* '"' | '\'' ('\\' . | ~['\\\n])* '\'' | '`' ~[`]* '`';
IDENTIFIER: [a-zA-Z_:] [a-zA-Z0-9_:]*;

COMMENT: '#' ~[\n]* -> skip;
SPACE: [ \t\r\n]+ -> skip;
UNKNOWN: .;

fragment A: [aA];
fragment B: [bB];
fragment D: [dD];
fragment E: [eE];
fragment F: [fF];
fragment G: [gG];
fragment H: [hH];
fragment I: [iI];
fragment L: [lL];
fragment N: [nN];
fragment O: [oO];
fragment P: [pP];
fragment R: [rR];
fragment S: [sS];
fragment T: [tT];
fragment U: [uU];
fragment W: [wW];
fragment Y: [yY];
